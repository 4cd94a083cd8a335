package io.antipode.node.replica;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.LocalCatalog;
import io.antipode.cluster.catalog.LocalSettings;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.TimeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Three regions; messages wait until a test lets them arrive. */
final class Replicas {
  static final Region VIRGINIA = new Region("us-east-1");
  static final Region IRELAND = new Region("eu-west-1");
  static final Region SINGAPORE = new Region("ap-southeast-1");
  static final List<Region> REGIONS = List.of(VIRGINIA, IRELAND, SINGAPORE);

  /** The id of the table that the tests are about. */
  static final long ORDERS = 7;

  record Message(Region from, Region to, byte[] bytes) {}

  final Map<Region, LocalCatalog> catalogs = new HashMap<>();
  final Map<Region, ReplicaMembership> members = new HashMap<>();
  final List<Message> underWay = new ArrayList<>();
  final TimeSource time;
  long now = 1_795_428_000_000L;

  Replicas() {
    TimeSource time =
        new TimeSource() {
          @Override
          public long epochMs() {
            return now;
          }

          @Override
          public long nanos() {
            return 0;
          }
        };
    this.time = time;
    REGIONS.forEach(this::begin);
  }

  /** A region with nothing on its disk, for the first time or after having lost all. */
  void begin(Region region) {
    LocalCatalog catalog = new LocalCatalog();
    catalogs.put(region, catalog);
    members.put(
        region,
        new ReplicaMembership(
            region,
            REGIONS,
            catalog,
            (peer, bytes) -> underWay.add(new Message(region, peer, bytes)),
            ReplicaInquiry.NONE,
            time));
  }

  void meet(Region one, Region other) {
    at(one).onPeerUp(other);
    at(other).onPeerUp(one);
    underWay.removeIf(
        message -> !List.of(one, other).containsAll(List.of(message.from(), message.to())));
    deliver();
  }

  ReplicaMembership at(Region region) {
    return present(members.get(region));
  }

  @Nullable TableDescriptor table(Region region) {
    return present(catalogs.get(region)).view().byId(ORDERS);
  }

  /** The name's table, null where it has none. */
  @Nullable TableDescriptor named(Region region, String name) {
    return present(catalogs.get(region)).view().byName(name);
  }

  void create(Region region, long id, String name) {
    TableDescriptor table = table(id, name, now);
    join(present(catalogs.get(region)).update(id, before -> table));
  }

  static TableDescriptor table(long id, String name, long createdAtMs) {
    SharedSettings shared =
        new SharedSettings(
            1,
            createdAtMs,
            List.of(new AttributeDefinition("pk", ScalarType.S)),
            KeySchema.of("pk"),
            List.of(),
            BillingMode.PAY_PER_REQUEST,
            Throughput.NONE,
            null);
    return new TableDescriptor(
        id, name, TableStatus.ACTIVE, shared, LocalSettings.DEFAULT, Map.of());
  }

  void change(Region region, ReplicaChange change) {
    join(at(region).change(ORDERS, List.of(change)));
  }

  /** The others have all that the region accepted. */
  void drained(Region region) {
    at(region).onDrained(ORDERS);
    deliver();
  }

  /** Everything that is under way arrives, and what that causes. */
  void deliver() {
    for (int messages = 0; !underWay.isEmpty(); messages++) {
      assertTrue(messages < 1_000, "regions talk without end");
      arrive(underWay.removeFirst());
    }
  }

  void arrive(Message message) {
    at(message.to()).onControl(message.from(), message.bytes());
  }

  /** New sessions between all regions. */
  void reconnect() {
    for (Region a : REGIONS) {
      for (Region b : REGIONS) {
        if (!a.equals(b)) {
          at(a).onPeerUp(b);
        }
      }
    }
  }

  ReplicaDescriptor.@Nullable Status status(Region seenFrom, Region of) {
    TableDescriptor table = table(seenFrom);
    ReplicaDescriptor replica = table == null ? null : table.replicas().get(of);
    return replica == null ? null : replica.status();
  }

  /** The table "Orders", with a replica in every region. */
  Replicas threeReplicas() {
    create(VIRGINIA, ORDERS, "Orders");
    change(VIRGINIA, new ReplicaChange.Create("eu-west-1"));
    deliver();
    at(IRELAND).onSeeded(ORDERS);
    deliver();
    change(IRELAND, new ReplicaChange.Create("ap-southeast-1"));
    deliver();
    at(SINGAPORE).onSeeded(ORDERS);
    deliver();
    return this;
  }

  static <T> T present(@Nullable T value) {
    assertNotNull(value);
    return value;
  }

  static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
