package io.antipode.replication.region;

import static io.antipode.replication.region.Cluster.AP;
import static io.antipode.replication.region.Cluster.EU;
import static io.antipode.replication.region.Cluster.TABLE;
import static io.antipode.replication.region.Cluster.US;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.ReplicaDescriptor.Status;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is shipped to, seeded and counted; and that one table is never in the way of another. */
class MembershipTest {
  /** Its id is smaller, so it comes first everywhere. */
  private static final long OTHER = 1;

  private static final int ITEMS = 60;

  private final Cluster cluster = Cluster.started();
  private final TableDescriptor table = Cluster.activeIn(Cluster.REGIONS);

  private static TableDescriptor other(Status inEurope, long version) {
    return with(Cluster.activeIn(List.of(US)), OTHER, EU, inEurope, version);
  }

  private static TableDescriptor with(
      TableDescriptor table, long id, Region region, Status status, long version) {
    Map<Region, ReplicaDescriptor> replicas = new HashMap<>(table.replicas());
    replicas.put(region, new ReplicaDescriptor(region, status, version));
    return new TableDescriptor(
        id, table.name() + id, table.status(), table.shared(), table.local(), replicas);
  }

  private static byte[] otherKey() {
    return ByteBuffer.allocate(9).putLong(OTHER).put((byte) 'k').array();
  }

  private FakeShard shard(Region region) {
    return cluster.node(region).shardOf("k");
  }

  @Test
  void aReplicaThatCouldNotBeCreatedGetsNothingAndHoldsNothing() {
    cluster.node(US).catalog(CatalogView.of(List.of(table, other(Status.CREATION_FAILED, 1))));
    shard(US).write(otherKey(), new byte[] {1});
    cluster.node(US).put("k", "v");
    cluster.run(1_000);
    assertEquals("v", cluster.node(EU).get("k"));
    assertFalse(shard(EU).holds(otherKey()));
  }

  @Test
  void aTableThatIsNotKnownYetHoldsNoOtherAndComesWithItsSeed() {
    cluster.node(US).catalog(CatalogView.of(List.of(table, other(Status.ACTIVE, 1))));
    shard(US).write(otherKey(), new byte[] {1});
    cluster.node(US).put("k", "v");
    cluster.run(1_000);
    assertEquals("v", cluster.node(EU).get("k"));
    TableDescriptor anew = other(Status.CREATING, 2);
    cluster.node(EU).catalog(CatalogView.of(List.of(table, anew)));
    cluster.node(US).catalog(CatalogView.of(List.of(table, anew)));
    cluster.run(1_000);
    assertTrue(shard(EU).holds(otherKey()));
    assertEquals(List.of(OTHER), cluster.node(EU).seeded);
  }

  /** Its watermark would lie beyond what its own clock allows. */
  @Test
  void whatIsPassedOverWaitsForItsTimeToo() {
    cluster.node(US).catalog(CatalogView.of(List.of(table, other(Status.ACTIVE, 1))));
    cluster.node(US).skewMs = 60_000;
    shard(US).write(otherKey(), new byte[] {1});
    cluster.run(1_000);
    assertTrue(shard(EU).watermark(US) <= shard(EU).readClock().horizon());
  }

  @Test
  void aSeedThatCannotBeDeliveredBlocksNoOther() {
    TableDescriptor creating = with(table, TABLE, EU, Status.CREATING, 2);
    shard(US).write(otherKey(), new byte[] {1});
    List<TableDescriptor> both = List.of(other(Status.CREATING, 1), creating);
    cluster.node(US).catalog(CatalogView.of(both));
    cluster.node(AP).catalog(CatalogView.of(List.of(creating)));
    cluster.node(EU).catalog(CatalogView.of(List.of(creating)));
    cluster.run(2_000);
    assertEquals(List.of(TABLE), cluster.node(EU).seeded);
  }

  /** The seed's pages overtake the message that tells of the new life. */
  @Test
  void aSeedForALifeThatIsNotKnownYetIsNotTakenForDelivered() {
    everyone(EU, Status.GONE, 2, TableStatus.DELETED);
    for (FakeShard each : cluster.node(EU).shards) {
      each.wipe(TABLE);
    }
    for (int i = 0; i < ITEMS; i++) {
      cluster.node(US).put("key" + i, "value" + i);
    }
    TableDescriptor anew = with(table, TABLE, EU, Status.CREATING, 3);
    cluster.node(US).catalog(CatalogView.of(List.of(anew)));
    cluster.node(AP).catalog(CatalogView.of(List.of(anew)));
    cluster.run(1_000);
    cluster.node(US).put("key0", "written meanwhile");
    cluster.run(1_000);
    assertEquals(List.of(), cluster.node(EU).seeded);
    cluster.node(EU).catalog(CatalogView.of(List.of(anew.withStatus(TableStatus.CREATING))));
    cluster.run(2_000);
    assertEquals(List.of(TABLE), cluster.node(EU).seeded);
    for (int i = 1; i < ITEMS; i++) {
      assertEquals("value" + i, cluster.node(EU).get("key" + i));
    }
    assertEquals("written meanwhile", cluster.node(EU).get("key0"));
  }

  /** AP has lost the table, and nobody knows of it yet. */
  @Test
  void whoDoesNotHoldTheTableHasNothingOfIt() {
    cluster.node(AP).catalog(CatalogView.EMPTY);
    cluster.node(EU).put("k", "v");
    TableDescriptor leaves = with(table, TABLE, EU, Status.DELETING, 2);
    cluster.node(US).catalog(CatalogView.of(List.of(leaves)));
    cluster.node(EU).catalog(CatalogView.of(List.of(leaves.withStatus(TableStatus.DELETING))));
    cluster.run(3_000);
    assertEquals(List.of(), cluster.node(EU).drained);
  }

  private void everyone(Region region, Status status, long version, TableStatus there) {
    TableDescriptor changed = with(table, TABLE, region, status, version);
    cluster
        .nodes()
        .forEach(
            node ->
                node.catalog(
                    CatalogView.of(
                        List.of(
                            node.region.equals(region) ? changed.withStatus(there) : changed))));
    cluster.run(500);
  }
}
