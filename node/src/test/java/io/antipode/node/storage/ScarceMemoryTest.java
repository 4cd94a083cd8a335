package io.antipode.node.storage;

import static io.antipode.node.storage.ShardFixture.item;
import static io.antipode.node.storage.ShardFixture.key;
import static io.antipode.node.storage.ShardFixture.replicated;
import static io.antipode.node.storage.ShardFixture.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.storage.ItemShard.WriteRefusal;
import io.antipode.replication.memory.MemoryBudget;
import io.antipode.replication.memory.MemoryUse;
import io.antipode.replication.region.ReplicatedShard.ApplyOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shard in a process whose memory is nearly full, as a nearly full disk. */
class ScarceMemoryTest {
  private static final long MB = 1L << 20;

  @TempDir Path folder;
  private final MemoryBudget memory = MemoryBudget.of(100 * MB, 10 * MB, 1);
  private ShardFixture f;

  @BeforeEach
  void aShardWithAnItem() throws IOException {
    f = ShardFixture.on(folder);
    f.memory = memory;
    f.restart();
    f.setCatalog(replicated(table()));
    f.put("a", "cat");
    f.loop.run();
  }

  @Test
  void nothingThatGrowsIsTakenWhileReadsAndDeletionsGoOn() {
    memory.live(90 * MB);
    assertEquals(WriteRefusal.MEMORY_NEARLY_FULL, f.put("a", "dog").refusal);
    assertEquals(ApplyOutcome.NO_ROOM, f.shard.apply(f.remote("b", "dog", f.nowHlc())));
    assertEquals(item("a", "cat"), f.shard.get(key("a")));
    assertEquals(List.of(item("a", "cat")), f.scanTable());
    ShardFixture.Answer delete = f.delete("a");
    f.loop.run();
    assertTrue(delete.answered);
    assertNull(delete.refusal);
    assertNull(f.shard.get(key("a")));
    memory.live(20 * MB);
    assertEquals(ApplyOutcome.APPLIED, f.shard.apply(f.remote("b", "dog", f.nowHlc())));
  }

  @Test
  void atTheVeryEndNotEvenADeletionIsTaken() {
    memory.live(95 * MB);
    assertEquals(WriteRefusal.MEMORY_NEARLY_FULL, f.delete("a").refusal);
    assertEquals(item("a", "cat"), f.shard.get(key("a")));
  }

  @Test
  void theOrderOfKeysIsCountedAndGivenBack() throws IOException {
    long before = memory.keys().usedBytes();
    assertTrue(before > 0);
    for (int i = 0; i < 1_000; i++) {
      f.put("k".repeat(500) + i, "cat");
      f.loop.run();
    }
    assertTrue(memory.keys().usedBytes() > before + 500_000);
    memory.keys().take(10 * MB);
    assertEquals(WriteRefusal.MEMORY_NEARLY_FULL, f.put("b", "cat").refusal);
    memory.keys().giveBack(10 * MB);
    f.stop();
    assertEquals(0, memory.keys().usedBytes());
  }

  @Test
  void aShardThatHasMoreKeysThanThereIsMemoryForOpensAndIsRead() throws IOException {
    for (int i = 0; i < 1_000; i++) {
      f.put("k".repeat(500) + i, "cat");
      f.loop.run();
    }
    f.stop();
    f.memory = MemoryBudget.of(100 * MB, 1, 1);
    f.open();
    f.setCatalog(replicated(table()));
    f.memory.keys().take(MB); // The least share is one megabyte.
    assertEquals(1_001, f.scanTable().size());
    assertEquals(WriteRefusal.MEMORY_NEARLY_FULL, f.put("b", "cat").refusal);
  }

  @Test
  void writesInFlightAreBoundedOverAllShards() {
    memory.share(MemoryUse.WRITES).take(10 * MB + 1);
    assertEquals(WriteRefusal.OVERLOADED, f.put("b", "cat").refusal);
    memory.share(MemoryUse.WRITES).giveBack(10 * MB + 1);
    ShardFixture.Answer large = f.put("b", "c".repeat(300_000));
    assertTrue(memory.share(MemoryUse.WRITES).usedBytes() >= 300_000);
    f.loop.run();
    assertTrue(large.answered);
    assertEquals(0, memory.share(MemoryUse.WRITES).usedBytes());
  }
}
