package io.antipode.replication.region;

import static io.antipode.replication.region.Cluster.AP;
import static io.antipode.replication.region.Cluster.EU;
import static io.antipode.replication.region.Cluster.TABLE;
import static io.antipode.replication.region.Cluster.US;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.ReplicaDescriptor.Status;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A region's clock was wrong for a moment: what it told then must not stand in its way later. */
class WrongClockTest {
  private static final long HOUR_MS = 3_600_000;
  private static final int WRITES = 200;

  private final Cluster cluster = Cluster.started();

  private void isAheadForThreeSeconds(Region region) {
    cluster.node(region).skewMs = HOUR_MS;
    cluster.run(3_000);
    cluster.node(region).skewMs = 0;
  }

  private void losesItsDisk(Region region) {
    cluster.node(region).stop();
    cluster.node(region).loseDisk();
    cluster.run(1_000);
    cluster.node(region).start();
  }

  private void writes() {
    for (int i = 0; i < WRITES; i++) {
      cluster.node(EU).put("key" + i, "value" + i);
      cluster.run(2);
    }
  }

  private void assertAllThere(Region region) {
    for (int i = 0; i < WRITES; i++) {
      assertEquals("value" + i, cluster.node(region).get("key" + i), region + " lacks key" + i);
    }
  }

  @Test
  void whatIsWrittenAfterTheDiskWasLostArrivesEverywhere() {
    isAheadForThreeSeconds(EU);
    losesItsDisk(EU);
    writes();
    cluster.run(3_000);
    assertAllThere(US);
    assertAllThere(AP);
  }

  /** As an older build, or a forged frame, may have left it. */
  @Test
  void aWatermarkFarAheadThatAPeerStillHasIsTakenBack() {
    for (FakeShard shard : cluster.node(US).shards) {
      shard.advanceWatermark(EU, Version.atMs(cluster.world.nowMs() + HOUR_MS));
    }
    losesItsDisk(EU);
    writes();
    cluster.run(3_000);
    assertAllThere(US);
    assertAllThere(AP);
  }

  @Test
  void aPeerThatLiesInMidSessionDoesNotStopTheStream() {
    for (FakeShard shard : cluster.node(US).shards) {
      shard.advanceWatermark(EU, Version.atMs(cluster.world.nowMs() + HOUR_MS));
    }
    writes();
    cluster.run(3_000);
    assertAllThere(US);
  }

  @Test
  void aReplicaIsNotDrainedByATimeThatItNeverWrote() {
    isAheadForThreeSeconds(EU);
    losesItsDisk(EU);
    cluster.cut(EU, US);
    cluster.cut(EU, AP);
    writes();
    leaves(EU);
    cluster.run(3_000);
    assertEquals(List.of(), cluster.node(EU).drained);
    cluster.heal();
    cluster.run(3_000);
    assertTrue(cluster.node(EU).drained.contains(TABLE));
    assertAllThere(US);
    assertAllThere(AP);
  }

  private void leaves(Region region) {
    TableDescriptor table = Cluster.activeIn(Cluster.REGIONS);
    Map<Region, ReplicaDescriptor> replicas = new HashMap<>(table.replicas());
    replicas.put(region, new ReplicaDescriptor(region, Status.DELETING, 2));
    for (Cluster.Node node : cluster.nodes()) {
      TableStatus here = node.region.equals(region) ? TableStatus.DELETING : TableStatus.ACTIVE;
      node.catalog(CatalogView.of(List.of(table.withReplicas(replicas).withStatus(here))));
    }
  }

  /** All clocks were ahead: everyone holds versions of that time, so what follows is no news. */
  @Test
  void whereAllClocksWereAheadWritesFlowOn() {
    cluster.nodes().forEach(node -> node.skewMs = HOUR_MS);
    cluster.node(EU).put("k", "ahead");
    cluster.run(1_000);
    cluster.nodes().forEach(node -> node.skewMs = 0);
    writes();
    cluster.run(2_000);
    assertAllThere(US);
    assertAllThere(AP);
  }

  @Test
  void whatWaitsShowsInTheLag() {
    isAheadForThreeSeconds(EU);
    cluster.node(EU).put("k", "v");
    cluster.run(30_000);
    ReplicationStatus.PeerStatus towards = towards(EU, US, "k");
    assertTrue(towards.lagMs() >= 28_000, towards::toString);
  }

  private ReplicationStatus.PeerStatus towards(Region from, Region to, String key) {
    int number = cluster.node(from).shardOf(key).id().number();
    return cluster.node(from).replication().status().shards().get(number).peers().stream()
        .filter(peer -> peer.peer().equals(to))
        .findFirst()
        .orElseThrow();
  }
}
