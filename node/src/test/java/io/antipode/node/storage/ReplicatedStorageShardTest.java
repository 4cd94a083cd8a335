package io.antipode.node.storage;

import static io.antipode.node.storage.ShardFixture.HERE;
import static io.antipode.node.storage.ShardFixture.TABLE;
import static io.antipode.node.storage.ShardFixture.THERE;
import static io.antipode.node.storage.ShardFixture.indexed;
import static io.antipode.node.storage.ShardFixture.item;
import static io.antipode.node.storage.ShardFixture.key;
import static io.antipode.node.storage.ShardFixture.replicated;
import static io.antipode.node.storage.ShardFixture.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.storage.ShardFixture.Answer;
import io.antipode.replication.clock.Version;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.region.ReplicatedShard.ApplyOutcome;
import io.antipode.replication.region.ReplicatedShard.Digest;
import io.antipode.replication.region.ReplicatedShard.OwnRead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shard as replication sees it. */
class ReplicatedStorageShardTest {
  @TempDir Path folder;

  private static Version version(Answer answer) {
    return Objects.requireNonNull(answer.version);
  }

  @Test
  void theOwnWritesAreReadAfterATimeWithoutThoseOfOthers() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    f.setCatalog(replicated(table()));
    Answer first = f.put("a", "cat");
    f.shard.apply(f.remote("b", "dog", f.nowHlc()));
    Answer second = f.put("c", "cow");
    f.loop.run();
    assertEquals(2, f.own(0).size());
    assertEquals(
        List.of(version(second)),
        f.own(version(first).hlc()).stream().map(Mutation::version).toList());
    OwnRead end = f.shard.readOwn(version(second).hlc(), 1_000, mutation -> {});
    assertTrue(end.caughtUp());
    assertEquals(f.shard.watermark(HERE), end.reachedHlc());
    assertEquals(version(second).hlc(), end.reachedHlc());
  }

  @Test
  void ofTwoRegionsWritesTheGreaterVersionStands() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    f.setCatalog(replicated(table()));
    Answer mine = f.put("a", "cat"); // still in flight when the others come
    assertEquals(ApplyOutcome.SUPERSEDED, f.shard.apply(f.remote("a", "old", f.nowHlc() - 1)));
    f.loop.run();
    long hlc = version(mine).hlc();
    assertEquals(ApplyOutcome.APPLIED, f.shard.apply(f.remote("a", "new", hlc + 1)));
    assertEquals(ApplyOutcome.DUPLICATE, f.shard.apply(f.remote("a", "new", hlc + 1)));
    f.loop.run();
    assertEquals(item("a", "new"), f.shard.get(key("a")));
    assertEquals(2, f.shard.conflicts().size());
    assertEquals(2, f.shard.stats().conflicts());
    assertEquals(hlc + 1, f.shard.watermark(THERE));
    Answer later = f.put("a", "mine again");
    f.loop.run();
    assertTrue(version(later).hlc() > hlc + 1);
  }

  @Test
  void whatTheOtherRegionHadSeenIsNoConflict() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    f.setCatalog(replicated(table()));
    f.shard.useKnowledge((holder, origin) -> Long.MAX_VALUE);
    Answer mine = f.put("a", "cat");
    f.loop.run();
    f.shard.apply(f.remote("a", "new", version(mine).hlc() + 1));
    assertEquals(0, f.shard.stats().conflicts());
  }

  @Test
  void mutationsFromTheFutureOrForOthersAreNotApplied() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    assertEquals(ApplyOutcome.NOT_A_REPLICA, f.shard.apply(f.remote("a", "x", f.nowHlc())));
    f.setCatalog(replicated(table()));
    long future = Version.atMs(f.loop.nowMs() + 501);
    assertEquals(ApplyOutcome.FROM_THE_FUTURE, f.shard.apply(f.remote("a", "x", future)));
    f.loop.advanceMs(2);
    assertEquals(ApplyOutcome.APPLIED, f.shard.apply(f.remote("a", "x", future)));
    f.setCatalog(replicated(table()).withStatus(TableStatus.DELETED));
    assertEquals(ApplyOutcome.NOT_A_REPLICA, f.shard.apply(f.remote("a", "y", future + 1)));
    f.setCatalog();
    assertEquals(ApplyOutcome.UNKNOWN_TABLE, f.shard.apply(f.remote("a", "y", future + 1)));
  }

  @Test
  void tombstonesStandUntilCollected() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    f.setCatalog(replicated(table()));
    f.put("a", "cat");
    Answer delete = f.delete("a");
    f.loop.run();
    assertEquals(new Digest(0, 0), f.shard.digest(TABLE));
    assertEquals(1, f.shard.stats().tombstones());
    assertEquals(
        ApplyOutcome.SUPERSEDED, f.shard.apply(f.remote("a", "x", version(delete).hlc() - 1)));
    f.shard.collectTombstones(TABLE, version(delete).hlc());
    f.loop.run();
    assertEquals(1, f.shard.stats().tombstones());
    f.shard.collectTombstones(TABLE, version(delete).hlc() + 1);
    f.loop.run();
    assertEquals(0, f.shard.stats().tombstones());
    assertEquals(0, f.shard.stats().keys());
  }

  @Test
  void aSnapshotComesInSlicesAndHoldsTombstones() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    f.setCatalog(indexed(replicated(table()), IndexDescriptor.Status.ACTIVE));
    for (int i = 0; i < 20; i++) {
      f.put("item" + i, "cat");
    }
    f.loop.run();
    f.delete("item3");
    f.loop.run();
    List<Mutation> all = new ArrayList<>();
    byte[] after = null;
    int slices = 0;
    do {
      after = f.shard.snapshot(TABLE, after, 100, all::add);
      slices++;
    } while (after != null);
    assertTrue(slices > 5);
    assertEquals(20, all.size());
    assertEquals(1, all.stream().filter(Mutation::isTombstone).count());
    assertTrue(all.stream().allMatch(mutation -> mutation.has(Mutation.OUT_OF_ORDER)));
  }

  @Test
  void theDigestIsTheSameWhateverTheWayThere() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    f.setCatalog(replicated(table()));
    f.shard.apply(f.remote("a", "x", f.nowHlc()));
    f.shard.apply(f.remote("b", "y", f.nowHlc() + 1));
    f.loop.run();
    Digest before = f.shard.digest(TABLE);
    assertEquals(2, before.items());
    f.shard.apply(f.remote("c", "z", f.nowHlc() + 2));
    f.loop.run();
    assertNotEquals(before, f.shard.digest(TABLE));
    f.shard.apply(f.remote("c", null, f.nowHlc() + 3));
    f.loop.run();
    assertEquals(before, f.shard.digest(TABLE));
  }

  @Test
  void theClosedPastStaysClosed() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    f.put("a", "cat");
    assertEquals(0, f.shard.closedTime());
    f.loop.run();
    long closed = f.shard.closedTime();
    assertTrue(closed > f.shard.watermark(HERE));
    Answer later = f.put("b", "cat");
    f.loop.run();
    assertTrue(version(later).hlc() > closed);
  }

  @Test
  void theClosedPastStaysClosedWhenTheClockIsSetBackBetweenTwoProcesses() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    f.put("a", "cat");
    f.loop.run();
    f.loop.leapMs(60_000);
    long closed = f.shard.closedTime();
    f.loop.leapMs(-30_000);
    f.crash();
    Answer later = f.put("b", "cat");
    f.loop.run();
    assertTrue(version(later).hlc() > closed);
  }
}
