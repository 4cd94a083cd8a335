package io.antipode.replication.region;

import static io.antipode.replication.region.Cluster.AP;
import static io.antipode.replication.region.Cluster.EU;
import static io.antipode.replication.region.Cluster.TABLE;
import static io.antipode.replication.region.Cluster.US;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.link.LinkFault;
import io.antipode.replication.log.Standing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scenarios of three regions, in virtual time. */
class RegionReplicationTest {
  /** Batches of a few mutations, so that a scenario needs many. */
  private static final ReplicationOptions SMALL = ReplicationOptions.DEFAULT.withBytes(300, 1_000);

  @Test
  void aWriteIsInEveryRegionSoonAfter() {
    Cluster cluster = Cluster.started();
    cluster.node(US).put("a", "from us");
    cluster.node(EU).put("b", "from eu");
    cluster.run(20);
    for (Cluster.Node node : cluster.nodes()) {
      assertEquals("from us", node.get("a"));
      assertEquals("from eu", node.get("b"));
    }
    assertTrue(cluster.node(AP).latenciesMs.stream().allMatch(ms -> ms < 20));
  }

  @Test
  void manyWritesPassThroughASmallWindow() {
    Cluster cluster = Cluster.started(1, SMALL);
    for (int i = 0; i < 1_000; i++) {
      cluster.node(US).put("key" + i % 300, "value" + i);
    }
    cluster.run(5_000);
    cluster.assertConverged();
    assertEquals(300, cluster.node(AP).contents().size());
  }

  @Test
  void conflictingWritesOfACutPairConvergeOnTheGreaterVersion() {
    Cluster cluster = Cluster.started();
    cluster.cut(US, EU);
    cluster.run(10);
    cluster.node(US).put("k", "older");
    cluster.run(10);
    cluster.node(EU).put("k", "newer");
    cluster.run(10_000);
    assertEquals("older", cluster.node(US).get("k"));
    assertEquals("newer", cluster.node(AP).get("k"));
    cluster.heal();
    cluster.run(2_000);
    assertEquals("newer", cluster.node(US).get("k"));
    cluster.assertConverged();
  }

  @Test
  void aOneWayCutStopsBothWaysUntilItHeals() {
    Cluster cluster = Cluster.started();
    cluster.node(US).links().set(EU, new LinkFault(true, false, 0, 0, 0, 0));
    cluster.run(5_000);
    cluster.node(EU).put("k", "v");
    cluster.run(5_000);
    assertFalse(cluster.node(EU).replication().connected().contains(US));
    cluster.heal();
    cluster.run(2_000);
    cluster.assertConverged();
    assertEquals("v", cluster.node(US).get("k"));
  }

  @Test
  void lostAndOvertakenFramesAreMadeUpFor() {
    Cluster cluster = Cluster.started(7, SMALL);
    for (Cluster.Node node : cluster.nodes()) {
      for (Region peer : Cluster.REGIONS) {
        if (!peer.equals(node.region)) {
          node.links().set(peer, LinkFault.lossy(0.05, 0.05));
        }
      }
    }
    for (int i = 0; i < 300; i++) {
      cluster.nodes().get(i % 3).put("key" + i % 50, "value" + i);
      cluster.run(20);
    }
    cluster.heal();
    cluster.run(5_000);
    cluster.assertConverged();
  }

  @Test
  void aSlowLinkDelaysButLosesNothing() {
    Cluster cluster = Cluster.started(1, SMALL);
    cluster.node(US).links().set(EU, LinkFault.delayed(300, 100));
    for (int i = 0; i < 50; i++) {
      cluster.node(US).put("key" + i, "value");
    }
    cluster.run(250);
    assertEquals(0, cluster.node(EU).contents().size());
    cluster.run(20_000);
    cluster.assertConverged();
  }

  @Test
  void aFullLinkIsNotPromisedThatNothingIsLeft() {
    Cluster cluster =
        Cluster.started(1, ReplicationOptions.DEFAULT.withCompareTicks(ReplicationOptions.NEVER));
    cluster.network.queuedBytes = Long.MAX_VALUE;
    cluster.node(US).put("k", "v");
    cluster.run(5_000);
    cluster.network.queuedBytes = 0;
    cluster.run(5_000);
    assertEquals("v", cluster.node(EU).get("k"));
  }

  @Test
  void aRestartedRegionGoesOnWhereItWas() {
    Cluster cluster = Cluster.started();
    cluster.node(US).put("before", "1");
    cluster.run(1_000);
    cluster.node(EU).stop();
    cluster.node(US).put("while down", "2");
    cluster.node(EU).put("just before the end", "3");
    cluster.run(1_000);
    int merged = cluster.node(EU).latenciesMs.size();
    cluster.node(EU).start();
    cluster.run(1_000);
    cluster.assertConverged();
    assertEquals("3", cluster.node(US).get("just before the end"));
    assertEquals(merged + 1, cluster.node(EU).latenciesMs.size(), "only what was missing");
  }

  @Test
  void aTableThatIsNotReplicatedStaysHome() {
    Cluster cluster = Cluster.started();
    cluster.everywhere(CatalogView.of(List.of(Cluster.activeIn(List.of(US, EU)))));
    cluster.node(US).put("k", "v");
    cluster.run(2_000);
    assertEquals("v", cluster.node(EU).get("k"));
    assertNull(cluster.node(AP).get("k"));
  }

  @Test
  void aNewReplicaIsSeededWhileWritesGoOn() {
    Cluster cluster = Cluster.started(1, SMALL);
    TableDescriptor two = Cluster.activeIn(List.of(US, EU));
    cluster.everywhere(CatalogView.of(List.of(two)));
    for (int i = 0; i < 200; i++) {
      cluster.node(i % 2 == 0 ? US : EU).put("key" + i, "old");
    }
    cluster.run(2_000);
    assertTrue(cluster.node(AP).contents().isEmpty());

    cluster.everywhere(CatalogView.of(List.of(Cluster.creatingIn(two, AP, 2))));
    for (int i = 0; i < 200; i += 3) {
      cluster.node(US).put("key" + i, "new");
      cluster.node(EU).delete("key" + (i + 1));
      cluster.run(5);
    }
    cluster.run(3_000);
    assertEquals(List.of(TABLE), cluster.node(AP).seeded);
    assertTrue(cluster.node(US).seeded.isEmpty());
    cluster.assertConverged();
    assertEquals("new", cluster.node(AP).get("key0"));
    assertNull(cluster.node(AP).get("key1"));
    assertEquals("old", cluster.node(AP).get("key2"));
  }

  @Test
  void aReplicaIsSeededOnlyOnceEveryActiveReplicaHasDelivered() {
    Cluster cluster = Cluster.started();
    TableDescriptor two = Cluster.activeIn(List.of(US, EU));
    cluster.everywhere(CatalogView.of(List.of(two)));
    cluster.cut(EU, AP);
    cluster.cut(EU, US);
    cluster.run(100);
    cluster.node(EU).put("only in eu", "v");
    cluster.everywhere(CatalogView.of(List.of(Cluster.creatingIn(two, AP, 2))));
    cluster.run(5_000);
    assertTrue(cluster.node(AP).seeded.isEmpty());
    cluster.heal();
    cluster.run(3_000);
    assertEquals(List.of(TABLE), cluster.node(AP).seeded);
    assertEquals("v", cluster.node(AP).get("only in eu"));
  }

  @Test
  void aSeedSurvivesTheRestartOfEitherSide() {
    Cluster cluster = Cluster.started(1, SMALL);
    TableDescriptor two = Cluster.activeIn(List.of(US, EU));
    cluster.everywhere(CatalogView.of(List.of(two)));
    for (int i = 0; i < 500; i++) {
      cluster.node(US).put("key" + i, "old");
    }
    cluster.run(3_000);
    cluster.everywhere(CatalogView.of(List.of(Cluster.creatingIn(two, AP, 2))));
    cluster.run(40);
    int some = cluster.node(AP).contents().size();
    assertTrue(some > 0 && some < 500, "in the middle: " + some);
    cluster.node(US).stop();
    cluster.run(100);
    cluster.node(US).start();
    cluster.run(40);
    cluster.node(AP).stop();
    cluster.run(100);
    cluster.node(AP).start();
    cluster.run(5_000);
    assertEquals(List.of(TABLE), cluster.node(AP).seeded);
    cluster.assertConverged();
  }

  @Test
  void aVersionFromTheFutureIsHeldAndThenApplied() {
    Cluster cluster = Cluster.started();
    cluster.node(US).skewMs = 5_000;
    cluster.node(US).put("k", "early");
    cluster.node(EU).put("other", "v");
    cluster.run(3_000);
    assertNull(cluster.node(EU).get("k"));
    assertEquals("v", cluster.node(AP).get("other"), "others go on");
    assertTrue(cluster.node(EU).shardOf("k").futures > 1);
    cluster.run(3_000);
    assertEquals("early", cluster.node(EU).get("k"));
    cluster.assertConverged();
  }

  @Test
  void aRegionBehindTheLogsReachGetsEverythingAndForgetsWhatWasDeleted() {
    Cluster cluster = Cluster.started(1, SMALL.withTombstoneGraceMs(0));
    for (int i = 0; i < 60; i++) {
      cluster.node(US).put("key" + i, "old");
    }
    cluster.run(2_000);
    cluster.node(AP).stop();
    cluster.node(AP).put("own, seen by none", "kept");
    cluster.node(US).delete("key1");
    cluster.node(US).put("key2", "new");
    cluster.run(1_000);
    for (Cluster.Node node : List.of(cluster.node(US), cluster.node(EU))) {
      for (FakeShard shard : node.shards) {
        shard.truncateLog();
        shard.collectTombstones(TABLE, Long.MAX_VALUE);
      }
    }
    cluster.node(AP).start();
    cluster.run(5_000);
    assertTrue(cluster.node(US).reseeds > 0);
    assertNull(cluster.node(AP).get("key1"));
    assertEquals("new", cluster.node(AP).get("key2"));
    assertEquals("kept", cluster.node(US).get("own, seen by none"));
    cluster.node(AP).shards.forEach(shard -> assertEquals(Standing.CURRENT, shard.standing));
    cluster.assertConverged();
    cluster.node(US).put("key3", "after");
    cluster.run(100);
    assertEquals("after", cluster.node(AP).get("key3"));
  }

  @Test
  void aTombstoneIsKeptUntilEveryRegionHasIt() {
    Cluster cluster = Cluster.started(1, ReplicationOptions.DEFAULT.withTombstoneGraceMs(1_000));
    cluster.node(US).put("k", "v");
    cluster.run(500);
    cluster.cut(US, AP);
    cluster.run(10);
    cluster.node(US).delete("k");
    cluster.run(60_000);
    assertEquals(1, cluster.node(US).tombstones());
    assertEquals(1, cluster.node(EU).tombstones());
    assertNull(cluster.node(AP).get("k"), "comparison with eu brings it round the cut");
    cluster.heal();
    cluster.run(150_000); // After a few comparisons.
    for (Cluster.Node node : cluster.nodes()) {
      assertEquals(0, node.tombstones(), node.region.name());
      assertNull(node.get("k"));
    }
  }

  @Test
  void aDeletionOutlivesTheDiskThatItWasMadeOn() {
    Cluster cluster = Cluster.started(1, ReplicationOptions.DEFAULT.withTombstoneGraceMs(1_000));
    cluster.node(US).put("k", "v");
    cluster.run(1_000);
    cluster.node(US).stop();
    cluster.node(EU).delete("k");
    cluster.run(1_000);
    cluster.node(EU).stop();
    cluster.node(EU).loseDisk();
    cluster.node(EU).start();
    cluster.run(200_000);
    assertEquals(1, cluster.node(AP).tombstones());
    assertEquals("v", cluster.node(US).get("k"));
    cluster.node(US).start();
    cluster.run(200_000);
    for (Cluster.Node node : cluster.nodes()) {
      assertNull(node.get("k"), node.region.name());
      assertEquals(0, node.tombstones(), node.region.name());
    }
  }

  @Test
  void aTombstoneOutlivesRetentionWhereAConnectedPeerHasYetToTakeIt() {
    long retentionMs = 20_000;
    Cluster cluster =
        Cluster.started(
            1, ReplicationOptions.DEFAULT.withTombstoneGraceMs(1_000).withRetentionMs(retentionMs));
    cluster.node(US).put("k", "v");
    cluster.run(10 * retentionMs);
    cluster.node(US).skewMs = 3 * retentionMs;
    cluster.node(US).delete("k");
    cluster.run(2 * retentionMs);
    assertEquals("v", cluster.node(EU).get("k"), "it holds what comes from the future");
    assertEquals(1, cluster.node(US).tombstones());
    cluster.run(10 * retentionMs);
    for (Cluster.Node node : cluster.nodes()) {
      assertNull(node.get("k"), node.region.name());
    }
  }

  @Test
  void whatDiffersWithoutReasonIsFoundAndRepaired() {
    Cluster cluster = Cluster.started(1, SMALL);
    for (int i = 0; i < 100; i++) {
      cluster.node(US).put("key" + i, "v");
    }
    cluster.run(2_000);
    cluster.node(EU).shardOf("key7").damage(Cluster.keyBytes("key7"));
    cluster.node(AP).shardOf("key8").damage(Cluster.keyBytes("key8"));
    cluster.run(40_000);
    cluster.assertConverged();
    assertEquals("v", cluster.node(EU).get("key7"));
    assertEquals(1, cluster.node(EU).repaired);
    assertEquals(1, cluster.node(AP).repaired);
    assertEquals(0, cluster.node(US).repaired);
  }

  @Test
  void whatDiffersIsFoundWhileWritesNeverStop() {
    Cluster cluster = Cluster.started(1, SMALL.withCompareTicks(20));
    for (int i = 0; i < 100; i++) {
      cluster.node(US).put("key" + i, "v");
    }
    cluster.run(2_000);
    cluster.node(EU).shardOf("key7").damage(Cluster.keyBytes("key7"));
    cluster.node(US).shardOf("key8").damage(Cluster.keyBytes("key8"));
    for (int write = 0; write < 1_000; write++) {
      cluster.node(US).put("hot" + write % 5, "w" + write);
      cluster.node(EU).put("warm" + write % 200, "w" + write);
      cluster.run(40);
    }
    assertEquals("v", cluster.node(EU).get("key7"));
    assertEquals("v", cluster.node(US).get("key8"));
    cluster.run(5_000);
    cluster.assertConverged();
  }

  @Test
  void theControlPlaneIsHeardInOrder() {
    Cluster cluster = Cluster.started();
    List<String> heard = new ArrayList<>();
    cluster
        .node(EU)
        .replication()
        .onControl(
            (from, bytes) -> heard.add(from + ":" + new String(bytes, StandardCharsets.UTF_8)));
    cluster.node(US).replication().sendControl(EU, new byte[] {'1'});
    cluster.node(US).replication().sendControl(EU, new byte[] {'2'});
    cluster.run(100);
    assertEquals(List.of(US + ":1", US + ":2"), heard);
  }

  @Test
  void statusTellsLagAndStates() {
    Cluster cluster = Cluster.started();
    cluster.run(1_000);
    cluster.cut(US, EU);
    cluster.run(100);
    cluster.node(US).put("k", "v");
    cluster.run(10_000);
    int number = cluster.node(US).shardOf("k").id().number();
    ReplicationStatus.ShardStatus shard =
        cluster.node(US).replication().status().shards().get(number);
    assertEquals(List.of(AP, EU), shard.peers().stream().map(p -> p.peer()).toList());
    assertEquals(SenderState.STREAM, shard.peers().getFirst().state());
    assertEquals(0, shard.peers().getFirst().lagMs());
    assertEquals(SenderState.DOWN, shard.peers().getLast().state());
    assertTrue(shard.peers().getLast().lagMs() > 9_000);
    assertTrue(cluster.node(US).shardOf("k").reached > 0);
  }
}
