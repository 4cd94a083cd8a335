package io.antipode.node.storage.chronicle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.topology.Region;
import io.antipode.node.storage.ItemStore;
import io.antipode.node.storage.StoredItem;
import io.antipode.replication.clock.Version;
import io.antipode.replication.loop.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChronicleItemStoreTest {
  private static final Region REGION = new Region("us-east-1");
  private static final int LARGEST = 409_600 + 1_000;

  @TempDir Path folder;

  private static byte[] key(int number) {
    return ByteBuffer.allocate(16).putInt(12, number).array();
  }

  private static byte[] image(int number, int length) {
    byte[] image = new byte[length];
    new Random(number).nextBytes(image);
    return image;
  }

  private static Version version(long hlc) {
    return new Version(hlc, REGION);
  }

  @Test
  void keepsItemsAndTombstonesThroughAnOrderlyClose() throws IOException {
    ItemStore store = new ChronicleItemStores(folder).create(0, 0);
    store.put(key(1), version(7), new byte[] {1, 2, 3});
    store.put(key(2), version(8), null);
    store.put(key(3), version(9), new byte[] {9});
    store.remove(key(3));
    store.close();
    ItemStore reopened = assertNotNull2(new ChronicleItemStores(folder).reopen());
    StoredItem item = assertNotNull2(reopened.get(key(1)));
    assertEquals(version(7), item.version());
    assertArrayEquals(new byte[] {1, 2, 3}, item.image());
    assertEquals(new StoredItem(version(8), null), reopened.get(key(2)));
    assertNull(reopened.get(key(3)));
    assertEquals(2, reopened.size());
    reopened.close();
  }

  @Test
  void isNotTrustedAfterADisorderlyEnd() throws IOException {
    ItemStore store = new ChronicleItemStores(folder).create(0, 0);
    store.put(key(1), version(7), new byte[] {1});
    store.close();
    Files.delete(folder.resolve(ChronicleItemStores.CLOSED_MARK));
    assertNull(new ChronicleItemStores(folder).reopen());
    ItemStore fresh = new ChronicleItemStores(folder).create(0, 0);
    assertNull(fresh.get(key(1)));
    fresh.close();
  }

  @Test
  void growsInStepsWhileItServesItemsOfAllSizes() throws IOException {
    ItemStore store = new ChronicleItemStores(folder).create(0, 0);
    long startBytes = store.fileBytes();
    assertTrue(startBytes < 5 << 20, "starts with " + startBytes + " bytes");
    QueueLoop loop = new QueueLoop();
    store.attach(loop);
    Map<Integer, Integer> lengths = new HashMap<>();
    Random random = new Random(1);
    for (int i = 0; i < 120_000; i++) {
      int number = random.nextInt(60_000);
      int length = i % 2_000 == 0 ? LARGEST : 1 + random.nextInt(300);
      if (random.nextInt(10) == 0) {
        store.remove(key(number));
        lengths.remove(number);
      } else {
        store.put(key(number), version(i + 1), image(number, length));
        lengths.put(number, length);
      }
      if (i % 8 == 0) {
        loop.runOne();
      }
    }
    assertEquals(lengths.size(), store.size());
    for (int number = 0; number < 60_000; number++) {
      StoredItem item = store.get(key(number));
      Integer length = lengths.get(number);
      if (length == null) {
        assertNull(item);
      } else {
        assertArrayEquals(image(number, length), assertNotNull2(item).image());
      }
    }
    assertTrue(store.fileBytes() > startBytes, "never grew");
    int[] visited = new int[1];
    store.forEach((key, version, image) -> visited[0]++);
    assertEquals(lengths.size(), visited[0]);
    store.close();
    ItemStore reopened = assertNotNull2(new ChronicleItemStores(folder).reopen());
    assertEquals(lengths.size(), reopened.size());
    reopened.close();
  }

  private static <T> T assertNotNull2(@Nullable T value) {
    assertNotNull(value);
    return java.util.Objects.requireNonNull(value);
  }

  /** Runs tasks when told; blocking work at once. */
  private static final class QueueLoop implements EventLoop {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

    void runOne() {
      Runnable task = tasks.poll();
      if (task != null) {
        task.run();
      }
    }

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public boolean inLoop() {
      return true;
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
      throw new UnsupportedOperationException("the store uses no timers");
    }

    @Override
    public <T extends @Nullable Object> void offload(
        Callable<T> work, BiConsumer<@Nullable T, @Nullable Exception> then) {
      try {
        T result = work.call();
        tasks.add(() -> then.accept(result, null));
      } catch (Exception e) {
        tasks.add(() -> then.accept(null, e));
      }
    }
  }
}
