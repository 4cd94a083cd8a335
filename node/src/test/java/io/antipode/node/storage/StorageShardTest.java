package io.antipode.node.storage;

import static io.antipode.node.storage.ShardFixture.INDEX;
import static io.antipode.node.storage.ShardFixture.TABLE;
import static io.antipode.node.storage.ShardFixture.indexed;
import static io.antipode.node.storage.ShardFixture.item;
import static io.antipode.node.storage.ShardFixture.key;
import static io.antipode.node.storage.ShardFixture.replicated;
import static io.antipode.node.storage.ShardFixture.streaming;
import static io.antipode.node.storage.ShardFixture.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.item.Item;
import io.antipode.node.storage.ShardFixture.Answer;
import io.antipode.node.storage.recovery.ShardOptions;
import io.antipode.node.storage.view.IdRange;
import io.antipode.replication.clock.Version;
import io.antipode.replication.log.Standing;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.region.ReplicatedShard.ApplyOutcome;
import io.antipode.replication.region.ReplicatedShard.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shard makes of the actions of clients. */
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
    assertEquals(ItemShard.WriteRefusal.DISK_NEARLY_FULL, f.delete("a").refusal);
    f.options = withMinFreeBytes(usual, 1);
    f.crash();
    f.loop.run();
    assertEquals(ApplyOutcome.APPLIED, f.shard.apply(f.remote("b", "dog", f.nowHlc())));
  }

  @Test
  void whereLittleIsFreeDeletionsGoOn() throws IOException {
    ShardFixture f = ShardFixture.on(folder);
    f.setCatalog(replicated(table()));
    f.put("a", "cat");
    f.put("b", "cat");
    f.loop.run();
    f.options = withMinFreeBytes(f.options, 4 * f.disk.usableBytes());
    f.crash();
    f.loop.run();
    assertEquals(ItemShard.WriteRefusal.DISK_NEARLY_FULL, f.put("a", "dog").refusal);
    assertEquals(ApplyOutcome.NO_ROOM, f.shard.apply(f.remote("b", "dog", f.nowHlc())));
    Answer delete = f.delete("a");
    long later = f.nowHlc() + Version.atMs(100);
    assertEquals(ApplyOutcome.APPLIED, f.shard.apply(f.remote("b", null, later)));
    f.loop.run();
    assertTrue(delete.answered);
    assertNull(f.shard.get(key("a")));
    assertEquals(List.of(), f.scanTable());
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
        (key, item) -> {
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
}
