package io.antipode.node.storage;

import static io.antipode.node.storage.ShardFixture.HERE;
import static io.antipode.node.storage.ShardFixture.INDEX;
import static io.antipode.node.storage.ShardFixture.TABLE;
import static io.antipode.node.storage.ShardFixture.THERE;
import static io.antipode.node.storage.ShardFixture.indexed;
import static io.antipode.node.storage.ShardFixture.item;
import static io.antipode.node.storage.ShardFixture.key;
import static io.antipode.node.storage.ShardFixture.replicated;
import static io.antipode.node.storage.ShardFixture.streaming;
import static io.antipode.node.storage.ShardFixture.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.item.Item;
import io.antipode.node.storage.ShardFixture.Answer;
import io.antipode.replication.clock.Version;
import io.antipode.replication.log.Durability;
import io.antipode.replication.log.Standing;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.region.ReplicatedShard.ApplyOutcome;
import io.antipode.replication.region.ReplicatedShard.Digest;
import io.antipode.replication.region.ReplicatedShard.OwnRead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageShardTest {
  @TempDir Path folder;

  private static Version version(Answer answer) {
    return Objects.requireNonNull(answer.version);
  }

  @Test
  void aWriteIsReadOnceItIsCommitted() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    Answer put = f.put("a", "cat");
    assertFalse(put.answered);
    assertNull(f.shard.get(key("a")));
    f.loop.run();
    assertTrue(put.answered);
    assertNull(put.before);
    assertEquals(item("a", "cat"), put.after);
    assertEquals(item("a", "cat"), f.shard.get(key("a")));
  }

  @Test
  void aDeciderSeesWritesInFlight() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    Answer first = f.put("a", "cat");
    List<@Nullable Item> seen = new ArrayList<>();
    Answer second = new Answer();
    f.shard.write(
        key("a"),
        current -> {
          seen.add(current);
          return new ItemShard.Decision.Put(item("a", "dog"));
        },
        second);
    f.loop.run();
    assertEquals(List.of(item("a", "cat")), seen);
    assertTrue(version(second).beats(version(first)));
    assertEquals(item("a", "dog"), f.shard.get(key("a")));
  }

  @Test
  void anAnswerThatRestsOnAWriteInFlightWaitsForItsCommit() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    Answer alone = f.write("a", ItemShard.Decision.Nothing.INSTANCE);
    assertTrue(alone.answered);
    f.put("a", "cat");
    Answer resting = f.write("a", ItemShard.Decision.Nothing.INSTANCE);
    assertFalse(resting.answered);
    f.loop.run();
    assertTrue(resting.answered);
    assertNull(resting.version);
    assertEquals(item("a", "cat"), resting.before);
  }

  @Test
  void deletingWhatIsNotThereWritesNothing() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    Answer delete = f.delete("a");
    assertTrue(delete.answered);
    assertNull(delete.version);
    assertEquals(1, f.shard.nextLogPosition());
  }

  @Test
  void aNearlyFullDiskRefusesWritesOfClientsAndPeersWhileReadsGoOn() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    f.setCatalog(replicated(table()));
    f.put("a", "cat");
    f.loop.run();
    ShardOptions usual = f.options;
    f.options = withMinFreeBytes(usual, Long.MAX_VALUE);
    f.crash();
    f.loop.run();
    assertEquals(ItemShard.WriteRefusal.DISK_NEARLY_FULL, f.put("a", "dog").refusal);
    assertEquals(ApplyOutcome.NO_ROOM, f.shard.apply(f.remote("b", "dog", f.nowHlc())));
    f.loop.run();
    assertEquals(item("a", "cat"), f.shard.get(key("a")));
    assertEquals(List.of(item("a", "cat")), f.scanTable());
    f.options = withMinFreeBytes(usual, 1);
    f.crash();
    f.loop.run();
    assertEquals(ApplyOutcome.APPLIED, f.shard.apply(f.remote("b", "dog", f.nowHlc())));
  }

  private static ShardOptions withMinFreeBytes(ShardOptions old, long minFreeBytes) {
    return new ShardOptions(
        old.id(),
        old.region(),
        old.folder(),
        old.durability(),
        old.driftBoundMs(),
        old.segmentBytes(),
        old.maxInFlightBytes(),
        minFreeBytes,
        old.checkpointAfterBytes(),
        old.retentionMs());
  }

  @Test
  void writesToATableThatIsNotThereAreRefused() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    f.setCatalog();
    assertEquals(ItemShard.WriteRefusal.NOT_SERVING, f.put("a", "cat").refusal);
    f.setCatalog(table());
    f.shard.setStanding(Standing.SUSPECT);
    assertEquals(ItemShard.WriteRefusal.NOT_SERVING, f.put("a", "cat").refusal);
  }

  @Test
  void aScanVisitsLiveItemsInEitherDirection() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    for (int i = 0; i < 50; i++) {
      f.put("item" + i, "cat");
    }
    f.loop.run();
    f.delete("item7");
    f.loop.run();
    List<Item> up = f.scanTable();
    assertEquals(49, up.size());
    List<Item> down = new ArrayList<>();
    IdRange range = IdRange.of(TABLE);
    f.shard.scan(
        range.from(),
        Objects.requireNonNull(range.to()),
        false,
        (key, version, item) -> {
          down.add(item);
          return true;
        });
    assertEquals(up, down.reversed());
  }

  @Test
  void theStreamsRecordsSayWhatChanged() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    f.setCatalog(streaming(table(), StreamViewType.NEW_AND_OLD_IMAGES));
    f.put("a", "cat");
    f.put("a", "dog");
    f.put("a", "dog");
    f.write("a", ItemShard.Decision.Expire.INSTANCE);
    f.loop.run();
    List<Mutation> log = f.log();
    assertEquals(
        List.of(
            0,
            Mutation.HAD_OLD,
            Mutation.HAD_OLD | Mutation.UNCHANGED,
            Mutation.HAD_OLD | Mutation.EXPIRED),
        log.stream().map(Mutation::flags).toList());
    assertTrue(log.stream().allMatch(mutation -> mutation.streamEpochMs() == 77));
    assertNull(log.getFirst().oldImage());
    assertEquals(item("a", "cat"), Item.ofBytes(Objects.requireNonNull(log.get(1).oldImage())));
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
  void listenersHearOfCommitsOncePerTurn() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    List<String> heard = new ArrayList<>();
    f.shard.onCommitted("one", () -> heard.add("one"));
    f.put("a", "cat");
    f.put("b", "cat");
    f.loop.run();
    assertEquals(List.of("one"), heard);
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

  @Test
  void anIndexLeadsToItsItems() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    f.setCatalog(indexed(table(), IndexDescriptor.Status.ACTIVE));
    f.put("a", "dog");
    f.put("b", "cat");
    f.put("c", "dog");
    f.loop.run();
    assertEquals(3, f.scan(INDEX).size());
    f.put("a", "cow");
    f.delete("c");
    f.loop.run();
    assertEquals(2, f.scan(INDEX).size());
    assertTrue(f.scan(INDEX).contains(item("a", "cow")));
  }

  @Test
  void aNewIndexIsBuiltInSlicesWhileWritesGoOn() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    for (int i = 0; i < 1_000; i++) {
      f.put("item" + i, "cat");
    }
    f.loop.run();
    f.setCatalog(indexed(table(), IndexDescriptor.Status.CREATING));
    for (int i = 0; i < 1_000; i += 10) {
      f.put("item" + i, "dog");
      f.loop.run(1);
    }
    assertTrue(f.builtIndexes.isEmpty() || f.scan(INDEX).size() > 500);
    f.loop.run();
    assertEquals(List.of(INDEX), f.builtIndexes);
    assertEquals(1_000, f.scan(INDEX).size());
    f.setCatalog(indexed(table(), IndexDescriptor.Status.DELETING));
    f.loop.run();
    assertEquals(0, f.scan(INDEX).size());
    assertEquals(1_000, f.shard.stats().keys());
  }

  @Test
  void aDeletedTableLeavesNothing() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    f.setCatalog(indexed(table(), IndexDescriptor.Status.ACTIVE));
    for (int i = 0; i < 600; i++) {
      f.put("item" + i, "cat");
    }
    f.loop.run();
    f.setCatalog(table().withStatus(TableStatus.DELETED));
    f.loop.run();
    assertEquals(0, f.shard.stats().keys());
    f.setCatalog(table());
    assertEquals(Digest.EMPTY, f.shard.digest(TABLE));
    assertEquals(0, f.scanTable().size());
  }

  @Test
  void everythingIsThereAfterACrash() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    f.setCatalog(indexed(replicated(table()), IndexDescriptor.Status.ACTIVE));
    f.put("a", "dog");
    f.put("b", "cat");
    f.shard.apply(f.remote("c", "cow", f.nowHlc() + 9));
    f.loop.run();
    f.delete("b");
    f.loop.run();
    Digest digest = f.shard.digest(TABLE);
    long own = f.shard.watermark(HERE);
    f.crash();
    assertEquals(digest, f.shard.digest(TABLE));
    assertEquals(own, f.shard.watermark(HERE));
    assertEquals(f.nowHlc() + 9, f.shard.watermark(THERE));
    assertEquals(2, f.scan(INDEX).size());
    assertEquals(1, f.shard.stats().tombstones());
    assertEquals(item("a", "dog"), f.shard.get(key("a")));
    Answer later = f.put("z", "cat");
    f.loop.run();
    assertTrue(version(later).hlc() > own);
  }

  @Test
  void checkpointsLetTheLogGo() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    for (int round = 0; round < 60; round++) {
      for (int i = 0; i < 40; i++) {
        f.put("item" + i, "round" + round);
      }
      f.loop.advanceMs(1_000);
    }
    assertTrue(f.shard.firstLogPosition() > 1, "log begins at " + f.shard.firstLogPosition());
    assertTrue(f.shard.stats().logBytes() < 100_000, f.shard.stats().toString());
    Digest digest = f.shard.digest(TABLE);
    f.crash();
    assertEquals(digest, f.shard.digest(TABLE));
    assertEquals(item("item7", "round59"), f.shard.get(key("item7")));
  }

  @Test
  void streamsAndNamedReadersKeepTheLog() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    f.setCatalog(streaming(table(), StreamViewType.KEYS_ONLY));
    f.shard.setRetainFrom("backup", 5);
    for (int round = 0; round < 60; round++) {
      for (int i = 0; i < 40; i++) {
        f.put("item" + i, "round" + round);
      }
      f.loop.advanceMs(1_000);
    }
    assertEquals(1, f.shard.firstLogPosition());
    f.loop.leapMs(ShardOptions.DEFAULT_RETENTION_MS);
    f.loop.advanceMs(2_000);
    assertEquals(1, f.shard.firstLogPosition());
    f.shard.setRetainFrom("backup", Long.MAX_VALUE);
    f.loop.advanceMs(2_000);
    assertTrue(f.shard.firstLogPosition() > 1);
  }

  @Test
  void anOrderlyCloseCommitsWhatIsInFlight() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    Answer put = f.put("a", "dog");
    f.restart();
    assertTrue(put.answered);
    assertEquals(item("a", "dog"), f.shard.get(key("a")));
  }

  @Test
  void withFsyncAWriteIsAnsweredAfterTheSync() throws IOException {
    ShardFixture f =
        new ShardFixture(
            folder, HeapItemStore.stores(), Durability.FSYNC, ShardFixture.catalog(table()));
    f.loop.run();
    Answer put = f.put("a", "dog");
    f.loop.run(1); // written
    assertFalse(put.answered);
    f.loop.run();
    assertTrue(put.answered);
    assertNotNull(f.shard.get(key("a")));
  }
}
