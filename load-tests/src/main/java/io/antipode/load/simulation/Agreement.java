package io.antipode.load.simulation;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.Shard;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * However one looks at a shard's table, it shows the same items: in key order up and down (Scan and
 * Query), by key (GetItem), through the index, as a copy for a peer (a checkpoint, a seed), and
 * counted. All are views of one log and change in one step with each commit, so they agree at any
 * moment, writes in flight or not. A client can't see a moment of all of them, so this looks from
 * within, on the shard's loop.
 */
final class Agreement {
  private final Shard shard;
  private final SimulatedTable table;

  private Agreement(Shard shard, SimulatedTable table) {
    this.shard = shard;
    this.table = table;
  }

  /**
   * Throws {@link Violation} where two views of one of the region's shards differ; looks at nothing
   * where the region is not up.
   *
   * @param asked keys that clients have written, deleted ones too
   */
  static void require(SimulatedRegion region, Collection<ItemKey> asked) {
    for (SimulatedTable table : region.tables()) {
      if (table.isMoving() && !region.serves(table)) {
        continue; // It is being filled, or wiped.
      }
      List<ItemKey> keys = asked.stream().filter(key -> key.tableId() == table.id()).toList();
      region.eachShard(shard -> new Agreement(shard, table).require(keys));
    }
  }

  private void require(List<ItemKey> asked) {
    SortedMap<Bytes, Item> scanned = new TreeMap<>();
    List<Bytes> upwards = scan(true, scanned);
    List<Bytes> downwards = scan(false, new TreeMap<>());
    require(upwards.equals(downwards.reversed()), "upwards %s, downwards %s", upwards, downwards);
    for (ItemKey key : asked) {
      if (ShardId.of(key.partitionHash(), SimulatedRegion.SHARDS).equals(shard.id())) {
        requireSame(key, shard.get(key), scanned.get(new Bytes(key.bytes())));
      }
    }
    scanned.forEach(
        (key, item) -> {
          ItemKey of = ItemKey.ofBytes(key.array());
          requireSame(of, shard.get(of), item);
        });
    SortedSet<Bytes> copied = copied();
    require(copied.equals(scanned.keySet()), "a copy %s, Scan %s", copied, scanned.keySet());
    long counted = shard.digest(table.id()).items();
    require(counted == scanned.size(), "%s items counted, Scan shows %s", counted, scanned.size());
    if (!table.index().equals(SimulatedTable.NO_INDEX)) {
      requireIndex(scanned);
    }
  }

  private void requireSame(ItemKey key, @Nullable Item shown, @Nullable Item scanned) {
    if (!Objects.equals(shown, scanned)) { // Texts are dear, and seldom needed.
      require(false, "GetItem of " + key + " shows %s, Scan %s", text(shown), text(scanned));
    }
  }

  private static Object text(@Nullable Item item) {
    return item == null ? "nothing" : item.toMap();
  }

  private void requireIndex(SortedMap<Bytes, Item> scanned) {
    SortedSet<Bytes> expected = new TreeSet<>();
    scanned.forEach(
        (key, item) -> {
          Bytes entry = table.entryOf(key.array(), item);
          if (entry != null) {
            expected.add(entry);
          }
        });
    SortedSet<Bytes> shown = new TreeSet<>();
    shard.scan(
        bytes(table.index().id()),
        bytes(table.index().id() + 1),
        true,
        (entry, item) -> shown.add(new Bytes(entry.clone())));
    require(
        expected.equals(shown),
        "the index has %s entries, the items of Scan %s",
        shown.size(),
        expected.size());
  }

  private List<Bytes> scan(boolean forward, SortedMap<Bytes, Item> items) {
    List<Bytes> keys = new ArrayList<>();
    shard.scan(
        bytes(table.id()),
        bytes(table.id() + 1),
        forward,
        (key, item) -> {
          Bytes kept = new Bytes(key.clone());
          items.put(kept, item);
          return keys.add(kept);
        });
    return keys;
  }

  private SortedSet<Bytes> copied() {
    SortedSet<Bytes> keys = new TreeSet<>();
    table.eachIn(
        shard,
        each -> {
          if (!each.isTombstone()) {
            keys.add(new Bytes(each.key()));
          }
        });
    return keys;
  }

  private static byte[] bytes(long id) {
    return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
  }

  private void require(boolean condition, String text, Object one, Object other) {
    if (!condition) {
      throw new Violation(
          "views agree: %s %s of %s: ".formatted(shard.region(), shard.id(), table.name())
              + text.formatted(one, other));
    }
  }
}
