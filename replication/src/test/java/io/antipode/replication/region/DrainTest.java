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
import io.antipode.replication.link.LinkFault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** When a region that leaves a table is told that the others have all of it. EU leaves. */
class DrainTest {
  private static final long WHILE_MS = 2_000;

  /** Longer than a test looks, shorter than a session stands without a word. */
  private static final int SLOW_MS = 3_000;

  private final Cluster cluster = Cluster.started();
  private TableDescriptor table = Cluster.activeIn(Cluster.REGIONS);
  private long version = 1;

  /** Every region hears of a replica's status; the region itself acts on it. */
  private void becomes(Region region, Status status) {
    Map<Region, ReplicaDescriptor> replicas = new HashMap<>(table.replicas());
    replicas.put(region, new ReplicaDescriptor(region, status, ++version));
    table = table.withReplicas(replicas);
    for (Cluster.Node node : cluster.nodes()) {
      TableStatus here =
          switch (Objects.requireNonNull(replicas.get(node.region)).status()) {
            case CREATING -> TableStatus.CREATING;
            case ACTIVE, UPDATING, CREATION_FAILED -> TableStatus.ACTIVE;
            case DELETING -> TableStatus.DELETING;
            case GONE -> TableStatus.DELETED;
          };
      node.catalog(CatalogView.of(List.of(table.withStatus(here))));
    }
  }

  private boolean isDrained(Region region) {
    cluster.node(region).drained.clear();
    cluster.run(WHILE_MS);
    return cluster.node(region).drained.contains(TABLE);
  }

  @Test
  void whatTheOthersHaveMayGoAtOnce() {
    cluster.node(EU).put("k", "v");
    cluster.run(1_000);
    assertFalse(isDrained(EU), "it does not leave");
    becomes(EU, Status.DELETING);
    assertTrue(isDrained(EU));
    assertEquals(List.of(), cluster.node(US).drained);
  }

  @Test
  void aReplicaThatIsCutOffIsWaitedForInEveryShard() {
    cluster.cut(EU, AP);
    cluster.run(WHILE_MS);
    cluster.node(EU).put("a", "of one shard");
    cluster.node(EU).put("b", "of the other");
    becomes(EU, Status.DELETING);
    assertFalse(isDrained(EU));
    cluster.heal();
    assertTrue(isDrained(EU));
    assertEquals("of one shard", cluster.node(AP).get("a"));
    assertEquals("of the other", cluster.node(AP).get("b"));
  }

  @Test
  void aReplicaCountsByWhatItSaysInTheSessionAtHandOnly() {
    cluster.node(EU).put("k", "v");
    cluster.run(1_000);
    cluster.cut(EU, AP);
    cluster.run(WHILE_MS);
    becomes(EU, Status.DELETING);
    assertFalse(isDrained(EU), "its disk may have been lost since");
    cluster.heal();
    assertTrue(isDrained(EU));
  }

  @Test
  void aWriteThatIsInFlightIsWaitedFor() {
    FakeShard shard = cluster.node(EU).shardOf("k");
    shard.stall();
    shard.afterCommit(() -> cluster.node(EU).put("k", "v"));
    becomes(EU, Status.DELETING);
    assertFalse(isDrained(EU));
    shard.resume();
    assertTrue(isDrained(EU));
    assertEquals("v", cluster.node(AP).get("k"));
  }

  @Test
  void theDrainGoesOnAfterARestart() {
    cluster.cut(EU, AP);
    cluster.run(WHILE_MS);
    cluster.node(EU).put("k", "v");
    becomes(EU, Status.DELETING);
    cluster.run(WHILE_MS);
    cluster.node(EU).stop();
    cluster.heal();
    cluster.run(WHILE_MS);
    cluster.node(EU).start();
    assertTrue(isDrained(EU));
    assertEquals("v", cluster.node(AP).get("k"));
  }

  @Test
  void whoLeavesTooOrNeverCameIsNotWaitedFor() {
    cluster.cut(EU, AP);
    cluster.run(WHILE_MS);
    cluster.node(EU).put("k", "v");
    becomes(EU, Status.DELETING);
    assertFalse(isDrained(EU));
    for (Status status : List.of(Status.DELETING, Status.CREATION_FAILED, Status.GONE)) {
      becomes(AP, status);
      assertTrue(isDrained(EU), status.name());
    }
  }

  @Test
  void twoThatLeaveDoNotWaitForEachOther() {
    cluster.cut(EU, AP);
    cluster.run(WHILE_MS);
    cluster.node(EU).put("a", "of eu");
    cluster.node(AP).put("b", "of ap");
    becomes(EU, Status.DELETING);
    becomes(AP, Status.DELETING);
    assertTrue(isDrained(EU));
    assertTrue(isDrained(AP));
    assertEquals("of eu", cluster.node(US).get("a"));
    assertEquals("of ap", cluster.node(US).get("b"));
  }

  /** The first copy is lost, the second one is leaving: it must hand all of it over. */
  @Test
  void aReplicaThatIsBeingCreatedIsSeededByTheOneThatLeaves() {
    becomes(US, Status.GONE);
    becomes(AP, Status.GONE);
    cluster.node(EU).put("k", "v");
    cluster.run(1_000);
    becomes(AP, Status.CREATING);
    becomes(EU, Status.DELETING);
    assertFalse(isDrained(EU));
    assertEquals(List.of(TABLE), cluster.node(AP).seeded);
    assertEquals("v", cluster.node(AP).get("k"));
    becomes(AP, Status.ACTIVE);
    assertTrue(isDrained(EU));
  }

  @Test
  void whoIsCreatedWaitsForTheOneThatLeaves() {
    becomes(AP, Status.GONE);
    cluster.node(EU).put("k", "v");
    cluster.run(1_000);
    cluster.cut(EU, AP);
    cluster.run(WHILE_MS);
    becomes(EU, Status.DELETING);
    becomes(AP, Status.CREATING);
    cluster.run(WHILE_MS);
    assertEquals(List.of(), cluster.node(AP).seeded);
    cluster.heal();
    cluster.run(WHILE_MS);
    assertEquals(List.of(TABLE), cluster.node(AP).seeded);
  }

  @Test
  void aReplicaThatIsToStayByItselfWaitsForBothDirections() {
    cluster.cut(EU, AP);
    cluster.run(WHILE_MS);
    cluster.node(EU).put("a", "of EU");
    cluster.node(AP).put("b", "of AP");
    becomes(EU, Status.UPDATING);
    assertFalse(isDrained(EU));
    cluster.heal();
    assertTrue(isDrained(EU));
    assertEquals("of EU", cluster.node(AP).get("a"));
    assertEquals("of AP", cluster.node(EU).get("b"));
  }

  @Test
  void aReplicaThatIsToStayByItselfTakesWritesMeanwhile() {
    cluster.cut(EU, AP);
    cluster.run(WHILE_MS);
    becomes(EU, Status.UPDATING);
    cluster.run(WHILE_MS);
    cluster.node(EU).put("a", "later");
    cluster.heal();
    assertTrue(isDrained(EU));
    assertEquals("later", cluster.node(EU).get("a"));
  }

  /** What another region has accepted is known by how far it says to have come. */
  @Test
  void whatThePeerHasSentAndIsUnderWayIsWaitedFor() {
    becomes(EU, Status.UPDATING);
    assertTrue(isDrained(EU), "from now on EU knows that AP has the table");
    becomes(EU, Status.ACTIVE);
    cluster.node(AP).links().set(EU, LinkFault.delayed(SLOW_MS, 0));
    cluster.node(AP).put("k", "accepted there");
    becomes(EU, Status.UPDATING);
    assertFalse(isDrained(EU), "it has heard all that has arrived so far");
    cluster.heal();
    cluster.run(SLOW_MS);
    assertTrue(isDrained(EU));
    assertEquals("accepted there", cluster.node(EU).get("k"));
  }
}
