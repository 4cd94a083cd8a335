package io.antipode.node.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.LocalCatalog;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.ReplicatedTable;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableDescriptor.LocalSettings;
import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.cluster.topology.Region;
import io.antipode.node.api.ApiException;
import io.antipode.replication.clock.TimeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplicaMembershipTest {
  private static final Region VIRGINIA = new Region("us-east-1");
  private static final Region IRELAND = new Region("eu-west-1");
  private static final Region SINGAPORE = new Region("ap-southeast-1");
  private static final List<Region> REGIONS = List.of(VIRGINIA, IRELAND, SINGAPORE);
  private static final long ORDERS = 7;

  private record Message(Region from, Region to, byte[] bytes) {}

  /** Three regions; messages wait until a test lets them arrive. */
  private static final class World {
    final Map<Region, LocalCatalog> catalogs = new HashMap<>();
    final Map<Region, ReplicaMembership> members = new HashMap<>();
    final List<Message> underWay = new ArrayList<>();
    final TimeSource time;
    long now = 1_795_428_000_000L;

    World() {
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
              time));
    }

    void meet(Region one, Region other) {
      at(one).onPeerUp(other);
      at(other).onPeerUp(one);
      underWay.removeIf(
          message -> !List.of(one, other).containsAll(List.of(message.from, message.to)));
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
      SharedSettings shared =
          new SharedSettings(
              1,
              now,
              List.of(new AttributeDefinition("pk", ScalarType.S)),
              KeySchema.of("pk"),
              List.of(),
              BillingMode.PAY_PER_REQUEST,
              Throughput.NONE,
              null);
      join(
          present(catalogs.get(region))
              .update(
                  id,
                  before ->
                      new TableDescriptor(
                          id, name, TableStatus.ACTIVE, shared, LocalSettings.DEFAULT, Map.of())));
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
      at(message.to).onControl(message.from, message.bytes);
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
  }

  private static <T> T present(@Nullable T value) {
    assertNotNull(value);
    return value;
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private final World world = new World();

  private World threeReplicas() {
    world.create(VIRGINIA, ORDERS, "Orders");
    world.change(VIRGINIA, new ReplicaChange.Create("eu-west-1"));
    world.deliver();
    world.at(IRELAND).onSeeded(ORDERS);
    world.deliver();
    world.change(IRELAND, new ReplicaChange.Create("ap-southeast-1"));
    world.deliver();
    world.at(SINGAPORE).onSeeded(ORDERS);
    world.deliver();
    return world;
  }

  @Test
  void aNewReplicaIsCreatingUntilSeededAndHasAStreamOfItsOwn() {
    world.create(VIRGINIA, ORDERS, "Orders");
    world.change(VIRGINIA, new ReplicaChange.Create("eu-west-1"));
    world.now += 5;
    world.deliver();
    TableDescriptor fresh = present(world.table(IRELAND));
    assertEquals(TableStatus.CREATING, fresh.status());
    assertEquals(ReplicaDescriptor.Status.CREATING, world.status(VIRGINIA, IRELAND));
    assertNotEquals(present(fresh.stream()), present(present(world.table(VIRGINIA)).stream()));

    world.at(IRELAND).onSeeded(ORDERS);
    world.deliver();
    assertEquals(TableStatus.ACTIVE, present(world.table(IRELAND)).status());
    assertEquals(ReplicaDescriptor.Status.ACTIVE, world.status(VIRGINIA, IRELAND));
  }

  @Test
  void anyRegionMayAddAnother() {
    threeReplicas();
    for (Region from : REGIONS) {
      for (Region of : REGIONS) {
        assertEquals(ReplicaDescriptor.Status.ACTIVE, world.status(from, of));
      }
    }
  }

  @Test
  void aTakenNameFailsTheReplicaAndLeavesTheOtherTableAlone() {
    world.create(VIRGINIA, ORDERS, "Orders");
    world.create(IRELAND, 8, "Orders");
    TableDescriptor other = world.named(IRELAND, "Orders");
    world.change(VIRGINIA, new ReplicaChange.Create("eu-west-1"));
    world.deliver();
    assertEquals(ReplicaDescriptor.Status.CREATION_FAILED, world.status(VIRGINIA, IRELAND));
    assertEquals(other, world.named(IRELAND, "Orders"));
    assertNull(world.table(IRELAND));
  }

  @Test
  void aRemovedReplicaStaysUntilItIsDrained() {
    threeReplicas();
    world.change(SINGAPORE, new ReplicaChange.Delete("eu-west-1"));
    world.deliver();
    assertEquals(TableStatus.DELETING, present(world.named(IRELAND, "Orders")).status());
    for (Region region : REGIONS) {
      assertEquals(ReplicaDescriptor.Status.DELETING, world.status(region, IRELAND));
      assertTrue(present(world.table(region)).replicatesTo(IRELAND), "it still replicates");
    }
    world.reconnect();
    world.deliver();
    assertEquals(TableStatus.DELETING, present(world.named(IRELAND, "Orders")).status());
    world.at(VIRGINIA).onDrained(ORDERS);
    assertEquals(TableStatus.ACTIVE, present(world.table(VIRGINIA)).status(), "it does not leave");

    world.drained(IRELAND);
    assertNull(world.named(IRELAND, "Orders"));
    assertEquals(ReplicaDescriptor.Status.GONE, world.status(SINGAPORE, IRELAND));
    assertFalse(present(world.table(VIRGINIA)).replicatesTo(IRELAND));
    assertTrue(present(world.table(VIRGINIA)).replicatesTo(SINGAPORE));

    world.at(IRELAND).onSeeded(ORDERS);
    world.reconnect();
    world.deliver();
    assertNull(world.named(IRELAND, "Orders"), "late news revive nothing");
  }

  @Test
  void aRemovedReplicaCanComeBack() {
    threeReplicas();
    world.change(VIRGINIA, new ReplicaChange.Delete("eu-west-1"));
    world.deliver();
    world.drained(IRELAND);
    world.change(VIRGINIA, new ReplicaChange.Create("eu-west-1"));
    world.deliver();
    assertEquals(TableStatus.CREATING, present(world.named(IRELAND, "Orders")).status());
  }

  @Test
  void aReplicaOfARegionThatIsGoneForGoodIsRemovedByTheSecondAttempt() {
    threeReplicas();
    world.change(VIRGINIA, new ReplicaChange.Delete("eu-west-1"));
    world.underWay.removeIf(message -> message.to.equals(IRELAND));
    world.deliver();
    assertEquals(ReplicaDescriptor.Status.DELETING, world.status(SINGAPORE, IRELAND));
    world.change(SINGAPORE, new ReplicaChange.Delete("eu-west-1"));
    world.underWay.removeIf(message -> message.to.equals(IRELAND));
    world.deliver();
    assertEquals(ReplicaDescriptor.Status.GONE, world.status(VIRGINIA, IRELAND));

    world.reconnect();
    world.deliver();
    assertNull(world.named(IRELAND, "Orders"), "it is dropped when it comes back after all");
  }

  @Test
  void theSecondAttemptEndsADrainThatIsUnderWay() {
    threeReplicas();
    for (int attempt = 0; attempt < 2; attempt++) {
      world.change(VIRGINIA, new ReplicaChange.Delete("eu-west-1"));
      world.deliver();
    }
    assertNull(world.named(IRELAND, "Orders"));
  }

  @Test
  void aReplicaThatIsWantedAgainWhileItDrainsIsSeededAgain() {
    threeReplicas();
    world.change(VIRGINIA, new ReplicaChange.Delete("eu-west-1"));
    world.deliver();
    // Ireland is cut off; it is given up, and wanted back.
    world.change(VIRGINIA, new ReplicaChange.Delete("eu-west-1"));
    world.change(VIRGINIA, new ReplicaChange.Create("eu-west-1"));
    world.underWay.clear();
    world.meet(VIRGINIA, IRELAND);
    assertEquals(TableStatus.CREATING, present(world.named(IRELAND, "Orders")).status());
    world.drained(IRELAND);
    world.at(IRELAND).onSeeded(ORDERS);
    world.deliver();
    assertEquals(TableStatus.ACTIVE, present(world.named(IRELAND, "Orders")).status());
    assertEquals(ReplicaDescriptor.Status.ACTIVE, world.status(VIRGINIA, IRELAND));
  }

  @Test
  void aRegionThatWasLostHasNothingToDrain() {
    threeReplicas();
    world.change(VIRGINIA, new ReplicaChange.Delete("eu-west-1"));
    world.underWay.removeIf(message -> message.to.equals(IRELAND));
    world.deliver();
    world.begin(IRELAND);
    world.reconnect();
    world.deliver();
    assertNull(world.table(IRELAND));
    assertEquals(ReplicaDescriptor.Status.GONE, world.status(VIRGINIA, IRELAND));
    assertEquals(ReplicaDescriptor.Status.GONE, world.status(SINGAPORE, IRELAND));
  }

  @Test
  void aReplicaThatNeverCameAboutIsGoneAtOnce() {
    world.create(VIRGINIA, ORDERS, "Orders");
    world.create(IRELAND, 8, "Orders");
    world.change(VIRGINIA, new ReplicaChange.Create("eu-west-1"));
    world.deliver();
    world.change(VIRGINIA, new ReplicaChange.Delete("eu-west-1"));
    assertEquals(ReplicaDescriptor.Status.GONE, world.status(VIRGINIA, IRELAND));
  }

  @Test
  void deletingATableTakesOnlyThatRegionOut() {
    threeReplicas();
    join(world.at(VIRGINIA).deleteHere(ORDERS));
    world.deliver();
    assertEquals(TableStatus.DELETING, present(world.named(VIRGINIA, "Orders")).status());
    assertEquals(ReplicaDescriptor.Status.DELETING, world.status(IRELAND, VIRGINIA));

    world.drained(VIRGINIA);
    assertNull(world.named(VIRGINIA, "Orders"));
    assertEquals(ReplicaDescriptor.Status.GONE, world.status(IRELAND, VIRGINIA));
    assertEquals(TableStatus.ACTIVE, present(world.named(IRELAND, "Orders")).status());
  }

  @Test
  void theLastReplicaThatStaysIsDeletedAtOnce() {
    threeReplicas();
    join(world.at(VIRGINIA).deleteHere(ORDERS));
    world.deliver();
    join(world.at(SINGAPORE).deleteHere(ORDERS));
    world.deliver();
    assertEquals(TableStatus.DELETING, present(world.named(SINGAPORE, "Orders")).status());
    join(world.at(IRELAND).deleteHere(ORDERS));
    assertNull(world.named(IRELAND, "Orders"), "it need not wait for those that leave too");
  }

  @Test
  void aProtectedReplicaStays() {
    threeReplicas();
    join(
        world
            .at(IRELAND)
            .update(ORDERS, table -> table.withLocal(table.local().withDeletionProtection(true))));
    world.change(VIRGINIA, new ReplicaChange.Delete("eu-west-1"));
    world.deliver();
    assertNotNull(world.named(IRELAND, "Orders"));
    assertEquals(ReplicaDescriptor.Status.ACTIVE, world.status(VIRGINIA, IRELAND));
  }

  @Test
  void aRemovalThatCrossesTheEndOfSeedingWins() {
    world.create(VIRGINIA, ORDERS, "Orders");
    world.change(VIRGINIA, new ReplicaChange.Create("eu-west-1"));
    world.deliver();
    world.change(VIRGINIA, new ReplicaChange.Delete("eu-west-1"));
    world.now += 1_000;
    world.at(IRELAND).onSeeded(ORDERS);
    world.deliver();
    assertEquals(TableStatus.DELETING, present(world.named(IRELAND, "Orders")).status());
    assertEquals(ReplicaDescriptor.Status.DELETING, world.status(VIRGINIA, IRELAND));
  }

  @Test
  void aReplicaThatIsStillBeingSeededHasNothingToDrain() {
    world.create(VIRGINIA, ORDERS, "Orders");
    world.change(VIRGINIA, new ReplicaChange.Create("eu-west-1"));
    world.deliver();
    world.change(VIRGINIA, new ReplicaChange.Delete("eu-west-1"));
    world.deliver();
    assertNull(world.named(IRELAND, "Orders"));
    assertEquals(ReplicaDescriptor.Status.GONE, world.status(VIRGINIA, IRELAND));
  }

  @Test
  void aRegionThatIsLostTwiceIsSeededTwiceWhateverItsPeersHaveHeard() {
    World run = threeReplicas();
    run.begin(IRELAND);
    run.reconnect();
    run.deliver();
    assertEquals(TableStatus.CREATING, present(run.table(IRELAND)).status());
    run.at(IRELAND).onSeeded(ORDERS);
    run.underWay.removeIf(message -> message.to.equals(SINGAPORE));
    run.arrive(run.underWay.removeFirst());
    run.underWay.clear();
    // Now Virginia knows that Ireland is whole, and Singapore does not.
    run.begin(IRELAND);
    run.meet(IRELAND, SINGAPORE);
    run.meet(IRELAND, VIRGINIA);
    TableDescriptor there = present(run.table(IRELAND));
    assertEquals(TableStatus.CREATING, there.status());
    assertEquals(
        ReplicaDescriptor.Status.CREATING, present(there.replicas().get(IRELAND)).status());
    run.at(IRELAND).onSeeded(ORDERS);
    assertEquals(TableStatus.ACTIVE, present(run.table(IRELAND)).status());
  }

  @Test
  void garbageIsDropped() {
    world.at(VIRGINIA).onControl(IRELAND, new byte[] {1, 2, 3});
    assertNull(world.table(VIRGINIA));
  }

  /** Messages are lost, repeated and reordered while regions change things; then all reconnect. */
  @Property(tries = 150)
  void regionsAgreeOnceTheyHaveReconnected(@ForAll long seed) {
    World run = new ReplicaMembershipTest().threeReplicas();
    Random random = new Random(seed);
    for (int step = 0; step < 40; step++) {
      run.now += random.nextInt(3);
      Region region = REGIONS.get(random.nextInt(3));
      String other = REGIONS.get(random.nextInt(3)).name();
      switch (random.nextInt(9)) {
        case 0 -> attempt(run, region, new ReplicaChange.Create(other));
        case 1 -> attempt(run, region, new ReplicaChange.Delete(other));
        case 2 -> settings(run, region, random.nextInt(100));
        case 3 -> run.at(region).onSeeded(ORDERS);
        case 4 -> run.at(region).onDrained(ORDERS);
        default -> hazard(run, random);
      }
    }
    run.underWay.clear();
    run.reconnect();
    run.deliver();
    assertAgreed(run);
    REGIONS.forEach(run::drained);
    assertAgreed(run);
    for (Region region : REGIONS) {
      TableDescriptor table = run.named(region, "Orders");
      assertTrue(table == null || table.status() != TableStatus.DELETING, "it would stay for ever");
    }
  }

  private static void assertAgreed(World run) {
    ReplicatedTable agreed = null;
    for (Region region : REGIONS) {
      ReplicatedTable state = ReplicatedTable.of(present(run.table(region)));
      boolean alive = run.named(region, "Orders") != null;
      assertEquals(present(run.table(region)).replicatesTo(region), alive);
      if (alive) {
        assertEquals(agreed == null ? state : agreed, state);
        agreed = state;
      }
    }
  }

  private static void hazard(World run, Random random) {
    if (run.underWay.isEmpty()) {
      return;
    }
    Message message = run.underWay.get(random.nextInt(run.underWay.size()));
    boolean lost = random.nextInt(4) == 0;
    boolean repeated = random.nextInt(4) == 0;
    if (!repeated) {
      run.underWay.remove(message);
    }
    if (!lost) {
      run.arrive(message);
    }
  }

  private static void attempt(World run, Region region, ReplicaChange change) {
    try {
      run.change(region, change);
    } catch (CompletionException e) {
      assertTrue(e.getCause() instanceof ApiException, String.valueOf(e.getCause()));
    }
  }

  private static void settings(World run, Region region, int units) {
    if (run.named(region, "Orders") != null) {
      join(
          run.at(region)
              .update(
                  ORDERS,
                  table ->
                      table.withShared(
                          table
                              .shared()
                              .withBilling(BillingMode.PROVISIONED, new Throughput(units, units))
                              .withVersion(run.at(region).nextVersion(table)))));
    }
  }
}
