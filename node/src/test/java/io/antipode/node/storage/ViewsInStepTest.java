package io.antipode.node.storage;

import static io.antipode.node.storage.ShardFixture.INDEX;
import static io.antipode.node.storage.ShardFixture.TABLE;
import static io.antipode.node.storage.ShardFixture.indexed;
import static io.antipode.node.storage.ShardFixture.item;
import static io.antipode.node.storage.ShardFixture.key;
import static io.antipode.node.storage.ShardFixture.replicated;
import static io.antipode.node.storage.ShardFixture.table;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.item.Item;
import io.antipode.node.storage.view.HeapItemStore;
import io.antipode.node.storage.view.ItemHash;
import io.antipode.replication.log.Durability;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.region.ReplicatedShard.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * GetItem, Scan, Query, the count and the digest agree at every moment, whatever was in flight when
 * a write was decided.
 */
class ViewsInStepTest {
  /** Long enough for put, delete, put, delete with each neighbour in flight or committed. */
  private static final int CHAIN = 4;

  private static final int STEPS = 2;

  @TempDir Path folder;

  private ShardFixture on(boolean replicated, boolean indexed) throws IOException {
    TableDescriptor plain = indexed ? indexed(table(), IndexDescriptor.Status.ACTIVE) : table();
    return new ShardFixture(
        folder,
        HeapItemStore.stores(),
        Durability.OS,
        ShardFixture.catalog(replicated ? replicated(plain) : plain));
  }

  @Test
  void aPutThatFindsTheDeletionOfItsKeyInFlightIsScanned() throws IOException {
    ShardFixture f = on(false, false);
    f.put("a", "cat");
    f.loop.run();
    f.delete("a");
    f.put("a", "dog");
    f.loop.run();
    assertEquals(item("a", "dog"), f.shard.get(key("a")));
    assertEquals(List.of(item("a", "dog")), f.scanTable());
  }

  /** Decided while the tombstone stood, applied when it is gone; at every moment in between. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void aPutThatFindsATombstoneWhichIsBeingForgottenIsScanned(int turns) throws IOException {
    ShardFixture f = on(true, false);
    f.put("a", "cat");
    f.delete("a");
    f.loop.run();
    f.shard.collectTombstones(TABLE, Long.MAX_VALUE);
    f.loop.run(turns);
    f.put("a", "dog");
    f.loop.run();
    assertEquals(0, f.shard.stats().tombstones());
    assertEquals(List.of(item("a", "dog")), f.scanTable());
    assertWholeInStep(f, false, List.of("a"));
  }

  /** Every chain of puts and deletions of one key, each after some or no turns of the loop. */
  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void everyChainOfWritesLeavesTheViewsInStep(boolean replicated, boolean indexed)
      throws IOException {
    ShardFixture f = on(replicated, indexed);
    List<String> ids = new ArrayList<>();
    int choices = 3 * STEPS;
    for (int chain = 0; chain < Math.pow(choices, CHAIN); chain++) {
      String id = "key" + chain;
      ids.add(id);
      for (int left = chain, i = 0; i < CHAIN; i++, left /= choices) {
        write(f, id, left % choices % 3);
        f.loop.run(left % choices / 3);
        assertInStep(f, List.of(id), scanKey(f, id));
      }
      if (ids.size() == 100) {
        f.loop.run();
        assertInStep(f, ids, f.scanTable());
        assertWholeInStep(f, indexed, ids);
        ids.forEach(f::delete);
        f.loop.run();
        ids.clear();
      }
    }
    f.loop.run();
    assertWholeInStep(f, indexed, ids);
    Digest digest = f.shard.digest(TABLE);
    f.crash();
    assertEquals(digest, f.shard.digest(TABLE));
    assertWholeInStep(f, indexed, ids);
  }

  private static void write(ShardFixture f, String id, int what) {
    switch (what) {
      case 0 -> f.put(id, "cat");
      case 1 -> f.put(id, "dog");
      default -> f.delete(id);
    }
  }

  private static List<Item> scanKey(ShardFixture f, String id) {
    List<Item> found = new ArrayList<>();
    byte[] from = key(id).bytes();
    byte[] to = Arrays.copyOf(from, from.length + 1);
    f.shard.scan(from, to, true, (key, item) -> found.add(item));
    return found;
  }

  private static void assertInStep(ShardFixture f, List<String> ids, List<Item> scanned) {
    Set<Item> got = new HashSet<>();
    ids.forEach(id -> Stream.ofNullable(f.shard.get(key(id))).forEach(got::add));
    assertEquals(got, new HashSet<>(scanned));
    assertEquals(got.size(), scanned.size());
  }

  private static void assertWholeInStep(ShardFixture f, boolean indexed, List<String> ids) {
    List<Item> scanned = f.scanTable();
    assertInStep(f, ids, scanned);
    if (indexed) {
      assertEquals(scanned.size(), f.scan(INDEX).size());
    }
    ItemHash hash = new ItemHash();
    long[] sum = new long[1];
    f.shard.snapshot(
        TABLE,
        null,
        Integer.MAX_VALUE,
        (Mutation entry) -> {
          byte[] image = entry.newImage();
          sum[0] += image == null ? 0 : hash.of(entry.key(), entry.version(), image);
        });
    assertEquals(new Digest(scanned.size(), sum[0]), f.shard.digest(TABLE));
  }
}
