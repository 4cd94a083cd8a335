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
import io.antipode.cluster.topology.Region;
import io.antipode.replication.log.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A region that was away for longer than retention: what was deleted meanwhile stays deleted
 * everywhere, what only it has is kept, and it serves nothing before it is up to date.
 */
class RejoinTest {
  private static final int RETENTION_MS = 300_000;
  private static final ReplicationOptions OPTIONS =
      ReplicationOptions.DEFAULT
          .withBytes(300, 1_000)
          .withTombstoneGraceMs(0)
          .withRetentionMs(RETENTION_MS);
  private static final int KEYS = 40;
  private static final int DELETED = 10;

  /** What goes wrong in the middle. */
  private enum Trouble {
    LINK_CUT,
    BOTH_LINKS_CUT,
    RECEIVER_CRASHES,
    SENDER_CRASHES
  }

  private Cluster cluster = Cluster.started(1, OPTIONS);
  private long frames;

  /** AP is away while keys are deleted and changed, until nobody remembers the deletions. */
  private void away() {
    for (int i = 0; i < KEYS; i++) {
      cluster.node(i % 2 == 0 ? US : AP).put("key" + i, "old");
    }
    cluster.run(2_000);
    cluster.node(AP).stop();
    cluster.node(AP).put("only in ap", "kept");
    for (int i = 0; i < DELETED; i++) {
      cluster.node(i % 3 == 0 ? US : EU).delete("key" + i);
    }
    cluster.node(EU).put("key" + DELETED, "new");
    cluster.run(RETENTION_MS + 20_000);
    assertEquals(0, cluster.node(US).tombstones());
    assertEquals(0, cluster.node(EU).tombstones());
  }

  private void comesBack() {
    cluster.node(AP).shards.forEach(shard -> shard.standing = Standing.SUSPECT);
    cluster.node(AP).start();
  }

  /** At no time does any region show to a client what was deleted. */
  private void watch() {
    for (int i = 0; i < DELETED; i++) {
      String key = "key" + i;
      assertNull(cluster.node(US).get(key), key);
      assertNull(cluster.node(EU).get(key), key);
      if (cluster.node(AP).shardOf(key).standing == Standing.CURRENT) {
        assertNull(cluster.node(AP).get(key), key);
      }
    }
  }

  private void isWell() {
    watch();
    cluster.assertConverged();
    cluster.node(AP).shards.forEach(s -> assertEquals(Standing.CURRENT, s.standing));
    assertEquals("kept", cluster.node(US).get("only in ap"));
    assertEquals("new", cluster.node(AP).get("key" + DELETED));
    assertEquals(KEYS - DELETED + 1, cluster.node(US).contents().size());
    cluster.network.beforeFrame = () -> {};
    cluster.node(EU).put("key0", "again");
    cluster.run(100);
    assertEquals("again", cluster.node(AP).get("key0"));
  }

  @Test
  void nothingDeletedComesBackAndNothingOfItsOwnIsLost() {
    away();
    comesBack();
    cluster.network.beforeFrame = this::watch;
    cluster.run(40_000);
    isWell();
    int copies = cluster.node(US).reseeds + cluster.node(EU).reseeds;
    assertEquals(Cluster.SHARDS, copies, "one complete copy is enough");
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void aCopyThatBreaksOffAtAnyFrameBeginsAgain(Trouble trouble) {
    long last = framesUntilWell();
    for (long at = 1; at <= last; at += trouble == Trouble.LINK_CUT ? 2 : 7) {
      cluster = Cluster.started(at, OPTIONS);
      away();
      strikeAt(at, trouble);
      comesBack();
      cluster.run(60_000);
      isWell();
    }
  }

  private long framesUntilWell() {
    away();
    frames = 0;
    cluster.network.beforeFrame = () -> frames++;
    comesBack();
    while (cluster.node(AP).shards.stream().anyMatch(s -> s.standing != Standing.CURRENT)) {
      cluster.run(10);
      assertTrue(frames < 10_000);
    }
    assertTrue(frames > 50, "a copy of some pages: " + frames);
    return frames;
  }

  private void strikeAt(long frame, Trouble trouble) {
    frames = 0;
    cluster.network.beforeFrame =
        () -> {
          watch();
          if (++frames == frame) {
            strike(trouble);
          }
        };
  }

  private void strike(Trouble trouble) {
    switch (trouble) {
      case LINK_CUT -> cutFor(US);
      case BOTH_LINKS_CUT -> {
        cutFor(US);
        cutFor(EU);
      }
      case RECEIVER_CRASHES -> crash(AP);
      case SENDER_CRASHES -> {
        crash(US);
        crash(EU);
      }
    }
  }

  /** Shorter than a region waits before it takes itself to be alone. */
  private void cutFor(Region peer) {
    cluster.cut(AP, peer);
    cluster.world.after(8_000, cluster::heal);
  }

  private void crash(Region region) {
    cluster.world.after(
        0,
        () -> {
          cluster.node(region).stop();
          cluster.world.after(3_000, cluster.node(region)::start);
        });
  }

  @Test
  void aRegionThatWasAwayServesAtOnceWhereNothingWasForgotten() {
    cluster.node(US).put("k", "v");
    cluster.run(1_000);
    cluster.nodes().forEach(Cluster.Node::stop);
    cluster.run(3 * RETENTION_MS);
    for (Cluster.Node node : cluster.nodes()) {
      node.shards.forEach(shard -> shard.standing = Standing.SUSPECT);
      node.start();
    }
    cluster.run(1_500);
    for (Cluster.Node node : cluster.nodes()) {
      node.shards.forEach(shard -> assertEquals(Standing.CURRENT, shard.standing));
      assertEquals(0, node.reseeds);
    }
  }

  @Test
  void aRegionThatReachesNobodyServesAfterAWhile() {
    cluster.nodes().forEach(Cluster.Node::stop);
    cluster.node(US).shards.forEach(shard -> shard.standing = Standing.SUSPECT);
    cluster.node(US).start();
    cluster.run(OPTIONS.rejoinWaitMs() - 500);
    assertEquals(Standing.SUSPECT, cluster.node(US).shards.getFirst().standing);
    cluster.run(1_000);
    assertEquals(Standing.CURRENT, cluster.node(US).shards.getFirst().standing);
    cluster.run(3 * RETENTION_MS);
    assertEquals(Standing.CURRENT, cluster.node(US).shards.getFirst().standing, "for days");
  }

  @Test
  void aRegionKnownToBeOutOfDateDoesNotServeEvenAlone() {
    away();
    comesBack();
    frames = 0;
    cluster.network.beforeFrame =
        () -> {
          if (++frames == 40) {
            strike(Trouble.BOTH_LINKS_CUT);
          }
        };
    cluster.run(7_000);
    cluster.node(AP).stop();
    cluster.node(US).stop();
    cluster.node(EU).stop();
    cluster.node(AP).start();
    assertTrue(
        cluster.node(AP).shards.stream().anyMatch(shard -> shard.standing == Standing.STALE));
    cluster.run(RETENTION_MS);
    assertTrue(
        cluster.node(AP).shards.stream().anyMatch(shard -> shard.standing == Standing.STALE));
    cluster.node(US).start();
    cluster.node(EU).start();
    cluster.run(30_000);
    isWell();
  }

  @Test
  void aRegionWithoutSharedTablesServesWhateverItsAge() {
    cluster.node(AP).stop();
    cluster.node(AP).catalog = CatalogView.of(List.of(Cluster.activeIn(List.of(AP))));
    comesBack();
    cluster.run(500);
    cluster.node(AP).shards.forEach(s -> assertEquals(Standing.CURRENT, s.standing));
  }

  @Test
  void twoHalvesThatWereCutForDaysBothServeAndAgree() {
    for (int i = 0; i < KEYS; i++) {
      cluster.node(US).put("key" + i, "old");
    }
    cluster.run(2_000);
    cluster.cut(AP, US);
    cluster.cut(AP, EU);
    cluster.run(1_000);
    cluster.node(US).delete("key0");
    cluster.node(AP).delete("key1");
    cluster.node(AP).put("key2", "in ap");
    cluster.node(EU).put("key3", "in eu");
    cluster.run(RETENTION_MS + 20_000);
    assertEquals(0, cluster.node(AP).tombstones() + cluster.node(US).tombstones());
    cluster.heal();
    cluster.network.beforeFrame =
        () -> {
          for (Cluster.Node node : cluster.nodes()) {
            node.shards.forEach(s -> assertEquals(Standing.CURRENT, s.standing));
          }
          assertNull(cluster.node(US).get("key0"));
          assertNull(cluster.node(AP).get("key1"));
        };
    cluster.run(60_000);
    cluster.assertConverged();
    for (Cluster.Node node : cluster.nodes()) {
      assertNull(node.get("key0"));
      assertNull(node.get("key1"));
      assertEquals("in ap", node.get("key2"));
      assertEquals("in eu", node.get("key3"));
    }
  }

  @Test
  void aPeerThatWasNeverReachedHoldsNoTombstoneForEver() {
    cluster = new Cluster(1, OPTIONS);
    cluster
        .nodes()
        .forEach(n -> n.catalog = CatalogView.of(List.of(Cluster.activeIn(Cluster.REGIONS))));
    cluster.node(US).start();
    cluster.node(US).put("k", "v");
    cluster.node(US).delete("k");
    cluster.run(RETENTION_MS / 2);
    assertEquals(1, cluster.node(US).tombstones());
    cluster.run(RETENTION_MS);
    assertEquals(0, cluster.node(US).tombstones());
    assertFalse(cluster.node(US).replication().connected().contains(AP));
    cluster.node(AP).start();
    cluster.run(5_000);
    assertEquals(0, cluster.node(AP).contents().size());
    assertEquals(0, cluster.node(AP).shardOf("k").contents(TABLE).size());
  }
}
