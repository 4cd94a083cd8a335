package io.antipode.node.storage.chronicle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.topology.Region;
import io.antipode.node.storage.HandLoop;
import io.antipode.node.storage.view.ItemStore;
import io.antipode.node.storage.view.StoreSeal;
import io.antipode.node.storage.view.StoredHead;
import io.antipode.node.storage.view.StoredItem;
import io.antipode.replication.clock.Version;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleItemStoreTest {
  private static final Region EAST = new Region("us-east-1");
  private static final Region WEST = new Region("us-west-2");

  @TempDir Path folder;
  private ChronicleItemStores stores;
  private final HandLoop loop = new HandLoop();

  @BeforeEach
  void inAFolder() {
    stores = new ChronicleItemStores(folder.resolve("items"));
  }

  private static byte[] key(long number) {
    return ByteBuffer.allocate(30).putLong(8, number * 0x9e37_79b9_7f4a_7c15L).array();
  }

  private static byte[] image(long seed, int length) {
    byte[] image = new byte[length];
    for (int i = 0; i < length; i += 997) {
      image[i] = (byte) (seed + i);
    }
    return image;
  }

  private static void assertHolds(
      ItemStore store, long number, Version version, byte @Nullable [] image) {
    StoredItem found = Objects.requireNonNull(store.get(key(number)), () -> "item " + number);
    assertEquals(version, found.version());
    assertEquals(
        new StoredHead(version, image == null ? 0 : image.length), store.head(key(number)));
    assertArrayEquals(image, found.image());
    assertArrayEquals(image, store.image(key(number)));
  }

  @Test
  void takesItemsOfAnySizeAndTombstones() throws IOException {
    ItemStore store = stores.create(0, 0);
    int[] lengths = {1, 256, 8_192, 8_193, 32_768, 32_769, 65_536, 420_000, 8 << 20};
    for (int i = 0; i < lengths.length; i++) {
      store.put(key(i), new Version(i, i % 2 == 0 ? EAST : WEST), image(i, lengths[i]));
    }
    store.put(key(100), new Version(7, EAST), null);
    for (int i = 0; i < lengths.length; i++) {
      assertHolds(store, i, new Version(i, i % 2 == 0 ? EAST : WEST), image(i, lengths[i]));
    }
    assertHolds(store, 100, new Version(7, EAST), null);
    assertNull(store.get(key(101)));
    assertNull(store.image(key(101)));
    assertEquals(lengths.length + 1, store.size());
    store.close();
  }

  @Test
  void behavesAsAMapThroughGrowthAndReopening() throws IOException {
    Random random = new Random(5);
    Map<Long, StoredItem> model = new HashMap<>();
    ItemStore store = stores.create(0, 0);
    store.attach(loop);
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < 12_000; i++) {
        long number = random.nextInt(20_000);
        if (random.nextInt(4) == 0) {
          store.remove(key(number));
          model.remove(number);
        } else {
          int length = random.nextInt(100) == 0 ? random.nextInt(100_000) : random.nextInt(400);
          byte[] image = random.nextInt(10) == 0 ? null : image(i, length);
          Version version = new Version(i, random.nextBoolean() ? EAST : WEST);
          store.put(key(number), version, image);
          model.put(number, new StoredItem(version, image));
        }
        if (random.nextInt(20) == 0) {
          loop.run(1); // growth goes on between writes
        }
      }
      assertSame(model, store);
      StoreSeal seal = store.close();
      loop.kill();
      store = Objects.requireNonNull(stores.reopen(seal));
      assertSame(model, store);
      store.attach(loop);
    }
    store.close();
  }

  private static void assertSame(Map<Long, StoredItem> model, ItemStore store) {
    assertEquals(model.size(), store.size());
    model.forEach((number, item) -> assertHolds(store, number, item.version(), item.image()));
    int[] visited = new int[1];
    store.forEach(
        (key, version, image) -> {
          visited[0]++;
          StoredItem found = Objects.requireNonNull(store.get(key));
          assertEquals(found.version(), version);
          assertArrayEquals(found.image(), image);
        });
    assertEquals(model.size(), visited[0]);
  }

  @Test
  void beginsSmallAndGrowsInSlices() throws IOException {
    ItemStore store = stores.create(0, 0);
    assertTrue(store.fileBytes() < 4 << 20, () -> store.fileBytes() + " bytes");
    store.attach(loop);
    int count = 300_000;
    for (int i = 0; i < count; i++) {
      store.put(key(i), new Version(i, EAST), image(i, i % 3_000 == 0 ? 400_000 : 100));
      if (i % 16 == 0) {
        loop.run(1);
      }
    }
    assertEquals(count, store.size());
    loop.run();
    for (int i = 0; i < count; i++) {
      assertHolds(store, i, new Version(i, EAST), image(i, i % 3_000 == 0 ? 400_000 : 100));
    }
    assertTrue(store.fileBytes() < 400 << 20, () -> store.fileBytes() + " bytes");
    store.close();
    assertEquals(2, filesLeft());
  }

  /** Chronicle adds tiers to a file that overflows, and looks for it by its path to do so. */
  @Test
  void aGrownFileOverflowsWhileTheNextOneIsMade() throws IOException {
    ItemStore store = stores.create(0, 0);
    store.attach(loop);
    int large = 300;
    for (int i = 0; i < 5_000; i++) {
      store.put(key(i), new Version(i, EAST), image(i, i < large ? 40_000 : 100));
      if (i == 100 || i == 4_000) {
        loop.run(); // the first larger files are there, and the first ones gone
      }
    }
    for (int i = 5_000; i < 40_000; i++) {
      store.put(key(i), new Version(i, EAST), image(i, i % 20 == 0 ? 40_000 : 100));
    }
    loop.run();
    ItemStore reopened = Objects.requireNonNull(stores.reopen(store.close()));
    assertEquals(40_000, reopened.size());
    for (int i = 0; i < 40_000; i++) {
      boolean isLarge = i < 5_000 ? i < large : i % 20 == 0;
      assertHolds(reopened, i, new Version(i, EAST), image(i, isLarge ? 40_000 : 100));
    }
    reopened.close();
  }

  @Test
  void aFileThatWasMadeAndNeverUsedIsNotTakenForTheNewest() throws IOException {
    ItemStore store = stores.create(0, 0);
    store.attach(loop);
    for (int i = 0; i < 4_000; i++) {
      store.put(key(i), new Version(i, EAST), image(i, 100));
    }
    loop.run(1); // the larger file is made, and the process stops before it is used
    StoreSeal seal = store.close();
    assertEquals(2, filesLeft());
    loop.kill();
    ItemStore reopened = Objects.requireNonNull(stores.reopen(seal));
    assertEquals(4_000, reopened.size());
    assertEquals(1, filesLeft());
    reopened.close();
  }

  private long filesLeft() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("items"))) {
      return files.count();
    }
  }

  @Test
  void aFreshStoreForgetsTheOldOne() throws IOException {
    ItemStore store = stores.create(0, 0);
    store.put(key(1), new Version(1, EAST), image(1, 20_000));
    store.close();
    ItemStore fresh = stores.create(1_000, 1_000_000);
    assertNull(fresh.get(key(1)));
    assertEquals(0, fresh.size());
    fresh.close();
    assertNull(new ChronicleItemStores(folder.resolve("nothing")).reopen(StoreSeal.NONE));
  }

  @Test
  void whatIsPartlyInMemoryIsServedAndNeverFoundAgain() throws IOException {
    MapFileName items = new MapFileName(ChronicleItemStore.KIND, 1, 64, 320);
    MapFileName large = new MapFileName(ImageChunks.KIND, 1, 64, 32 << 10);
    Path where = Files.createDirectories(folder.resolve("items"));
    for (boolean itemsOnDisk : new boolean[] {true, false}) {
      MapFile itemMap =
          itemsOnDisk
              ? MapFile.open(where.resolve(items.fileName()), items)
              : MapFile.inMemory(items);
      ItemStore store =
          new ChronicleItemStore(
              new GrowingMap(where, itemMap),
              new ImageChunks(where, 1, new GrowingMap(where, MapFile.inMemory(large))));
      store.put(key(1), new Version(1, EAST), image(1, 100));
      store.put(key(2), new Version(2, EAST), image(2, 100_000));
      assertHolds(store, 1, new Version(1, EAST), image(1, 100));
      assertHolds(store, 2, new Version(2, EAST), image(2, 100_000));
      assertNull(stores.reopen(store.close()), "what stands half is no view");
    }
  }
}
