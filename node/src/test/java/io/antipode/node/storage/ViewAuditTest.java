package io.antipode.node.storage;

import static io.antipode.node.storage.ShardFixture.key;
import static io.antipode.node.storage.ShardFixture.replicated;
import static io.antipode.node.storage.ShardFixture.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.storage.keys.KeyMemory;
import io.antipode.node.storage.view.HeapItemStore;
import io.antipode.node.storage.view.ItemStore;
import io.antipode.node.storage.view.ItemStores;
import io.antipode.node.storage.view.StoreSeal;
import io.antipode.node.storage.view.StoredItem;
import io.antipode.replication.log.Durability;
import io.antipode.replication.memory.MemoryShare;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No checkpoint is made of views that are not what the log says. */
final class ViewAuditTest {
  private static final int ITEMS = 400;

  @TempDir Path folder;

  /** A store that a test reaches behind the shard's back. */
  private @Nullable HeapItemStore store;

  private ItemStores stores() {
    ItemStores heap = HeapItemStore.stores();
    return new ItemStores() {
      @Override
      public @Nullable ItemStore reopen(StoreSeal seal) {
        return null;
      }

      @Override
      public ItemStore create(long expectedItems, long expectedBytes) {
        store = new HeapItemStore();
        return store;
      }

      @Override
      public KeyMemory keyMemory(MemoryShare share) {
        return heap.keyMemory(share);
      }
    };
  }

  private HeapItemStore store() {
    return Objects.requireNonNull(store);
  }

  private ShardFixture filled() throws IOException {
    ShardFixture f =
        new ShardFixture(
            folder, stores(), Durability.OS, ShardFixture.catalog(replicated(table())));
    for (int i = 0; i < ITEMS; i++) {
      f.put("item" + i, "kind");
    }
    f.delete("item0");
    f.loop.run();
    assertEquals(List.of(), f.disk.list("shard/checkpoints"));
    return f;
  }

  private void refusesAndRecovers(ShardFixture f) throws IOException {
    AssertionError fatal = assertThrows(AssertionError.class, () -> f.loop.advanceMs(2_000));
    String said = String.valueOf(Objects.requireNonNull(fatal.getCause()).getMessage());
    assertTrue(said.startsWith("shard: table 1122334455667788 has 399 items and 1 d"), said);
    f.crash();
    assertEquals(ITEMS - 1, f.scanTable().size());
    f.loop.advanceMs(2_000);
    assertEquals(1, f.disk.list("shard/checkpoints").size());
  }

  @Test
  void notWhereAnItemIsMissing() throws IOException {
    ShardFixture f = filled();
    store().remove(key("item7").bytes());
    refusesAndRecovers(f);
  }

  @Test
  void notWhereADeletionIsMissing() throws IOException {
    ShardFixture f = filled();
    store().remove(key("item0").bytes());
    refusesAndRecovers(f);
  }

  @Test
  void notWhereAnItemIsAnother() throws IOException {
    ShardFixture f = filled();
    byte[] key = key("item7").bytes();
    StoredItem item = Objects.requireNonNull(store().get(key));
    byte[] image = Objects.requireNonNull(item.image()).clone();
    image[image.length - 1] ^= 1;
    store().put(key, item.version(), image);
    refusesAndRecovers(f);
  }

  /** The last key comes and goes while the end of a checkpoint is on its way to the disk. */
  @Test
  void isMadeWhileWhatComesLastChanges() throws IOException {
    ShardFixture f = filled();
    String last =
        IntStream.range(0, 10_000)
            .mapToObj(number -> "last" + number)
            .max((one, other) -> Arrays.compareUnsigned(key(one).bytes(), key(other).bytes()))
            .orElseThrow();
    for (int made = 0; made < 2; made++) {
      for (int i = 0; i < ITEMS; i++) {
        f.put("item" + i, "round" + made);
      }
      f.loop.run();
      f.loop.leapMs(1_000);
      f.loop.advanceMs(0);
      for (int step = 0; step < 40; step++) {
        f.loop.run(1);
        if (step % 2 == 0) {
          f.put(last, "kind");
        } else {
          f.delete(last);
        }
      }
      f.loop.advanceMs(1_000);
    }
    assertEquals(2, f.disk.list("shard/checkpoints").size());
  }

  /** Writes between the slices of a checkpoint are no disagreement. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void isMadeWhileWritesGoOn(long seed) throws IOException {
    Random random = new Random(seed);
    ShardFixture f = filled();
    for (int step = 0; step < 4_000; step++) {
      String id = "item" + random.nextInt(ITEMS * 2);
      switch (random.nextInt(40)) {
        case 0 -> f.loop.advanceMs(500);
        case 1 -> f.shard.collectTombstones(ShardFixture.TABLE, f.nowHlc() - 1);
        case 2, 3, 4 -> f.delete(id);
        case 5, 6, 7, 8, 9 -> f.loop.run(random.nextInt(3));
        default -> f.put(id, "kind" + step);
      }
    }
    f.loop.advanceMs(2_000);
    assertEquals(2, f.disk.list("shard/checkpoints").size());
  }
}
