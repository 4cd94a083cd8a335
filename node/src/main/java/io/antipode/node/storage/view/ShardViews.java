package io.antipode.node.storage.view;

import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.keys.KeyCursor;
import io.antipode.node.storage.keys.KeyIndex;
import io.antipode.node.storage.keys.KeyMemory;
import io.antipode.replication.mutation.Mutation;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a shard derives from its log: items, the order of keys, index entries, digests,
 * and the order of tombstones. Changed in one step for each record of the log, so that they always
 * agree. One thread at a time: the one that recovers, then the shard's loop.
 *
 * <p>What changes is worked out from what the views hold at that moment and from nothing else. What
 * stood when a write was decided is another thing: a deletion that was in flight then leaves a
 * tombstone in a table that keeps tombstones, and nothing at all in one that does not.
 */
public final class ShardViews {
  public final ItemStore store;
  public final Tables tables;

  /** Keys of items and tombstones, and of index entries. */
  public final KeyIndex keys;

  /** {@code table id (8) | hlc (8) | key} of each tombstone, so that the oldest are found first. */
  public final KeyIndex tombstones;

  /** The keys that a scan has run ahead to: one at a time, and each uses the arrays again. */
  public final byte[][] scanned = new byte[ItemStore.MOST_EXPECTED][];

  private final ItemHash itemHash = new ItemHash();

  private final KeyMemory keyMemory;

  private @Nullable ViewAudit audit;

  /** How often items changed by something else than a write of theirs. */
  private long changesAside;

  private long removals;

  /**
   * @param keyMemory closed with the views
   */
  public ShardViews(ItemStore store, KeyMemory keyMemory, Tables tables) {
    this.store = store;
    this.keyMemory = keyMemory;
    this.keys = new KeyIndex(keyMemory);
    this.tombstones = new KeyIndex(keyMemory);
    this.tables = tables;
  }

  /** Bytes of memory that the order of keys takes, outside the heap. */
  public long keyBytes() {
    return keyMemory.bytes();
  }

  /** Frees what is not stored; the store is closed apart. */
  public void close() {
    keyMemory.close();
  }

  /**
   * Applies a record of the log, whatever stands: the log holds decisions, in their order. A
   * tombstone that a checkpoint still has may have been forgotten before an older version was
   * taken.
   *
   * @param held what the views hold under the key now
   */
  void apply(TableState table, Mutation mutation, @Nullable StoredItem held) {
    byte[] key = mutation.key();
    assert holds(key, held) : "the views hold something else";
    StoredItem next = leaves(table, mutation);
    if (next != null) {
      store.put(key, next.version(), next.image());
      if (held == null) {
        enter(key);
      }
    } else if (held != null) {
      store.remove(key);
      leave(key);
      removals += SystemTables.has(table.info.id()) ? 0 : 1;
    }
    assert keys.contains(key) == (next != null) : "the order of keys is out of step";
    track(table, key, held, next);
  }

  private boolean holds(byte[] key, @Nullable StoredItem item) {
    StoredItem found = store.get(key);
    if (found == null || item == null) {
      return found == null && item == null;
    }
    return found.version().equals(item.version()) && found.isTombstone() == item.isTombstone();
  }

  /**
   * A number that changes whenever items do by something else than {@link #apply}: while it stays,
   * what was read under a key that no write was applied to since is what the views hold there.
   */
  public long changesAside() {
    return changesAside;
  }

  /** What stands after a mutation: tombstones are kept only where other regions may ask. */
  private static @Nullable StoredItem leaves(TableState table, Mutation mutation) {
    byte[] image = mutation.newImage();
    boolean stays = image != null || table.info.replicated();
    return stays ? new StoredItem(mutation.version(), image) : null;
  }

  /** Forgets that a transaction holds an item. */
  void dropIntent(byte[] heldKey) {
    byte[] key = SystemTables.intentOf(heldKey).bytes();
    StoredItem intent = store.get(key);
    TableState intents = tables.get(SystemTables.INTENTS.id());
    if (intent != null && intents != null) {
      changesAside++;
      store.remove(key);
      leave(key);
      track(intents, key, intent, null);
    }
  }

  /** How often an item went without leaving a tombstone. */
  public long removals() {
    return removals;
  }

  /** Takes an entry of a checkpoint into views that hold nothing under its key. */
  public void fill(TableState table, Mutation entry) {
    StoredItem item = leaves(table, entry);
    if (item != null) {
      store.put(entry.key(), item.version(), item.image());
      load(table, entry.key(), item);
    }
  }

  /** Takes what a reopened store holds into the other views. */
  public void load(TableState table, byte[] key, StoredItem item) {
    enter(key);
    track(table, key, null, item);
  }

  private void enter(byte[] key) {
    boolean entered = keys.insert(key);
    assert entered : "the order of keys had what the store had not";
  }

  private void leave(byte[] key) {
    boolean left = keys.remove(key);
    assert left : "the order of keys lacked what the store had";
  }

  private void track(
      TableState table, byte[] key, @Nullable StoredItem prior, @Nullable StoredItem next) {
    if (prior != null) {
      count(table, key, prior, -1);
    }
    if (next != null) {
      count(table, key, next, 1);
    }
    List<SecondaryIndex> indexes = table.info.indexes();
    if (!indexes.isEmpty()) {
      index(indexes, ItemKey.ofBytes(key), StoredItem.itemOf(prior), StoredItem.itemOf(next));
    }
  }

  /** Counts what they hold again from now on; null for no more. */
  public void audit(@Nullable ViewAudit newAudit) {
    audit = newAudit;
  }

  /** The part of a table's digest that stands for an item; 0 for a tombstone. */
  public long hashOf(byte[] key, StoredItem item) {
    byte[] image = item.image();
    return image == null ? 0 : itemHash.of(key, item.version(), image);
  }

  private void count(TableState table, byte[] key, StoredItem item, int sign) {
    long hash = hashOf(key, item);
    ViewAudit running = audit;
    if (running != null) {
      running.changed(table.info.id(), key, sign, !item.isTombstone(), hash);
    }
    if (!item.isTombstone()) {
      table.items += sign;
      assert table.items >= 0 : "more items went than came";
      table.hash += sign * hash;
      return;
    }
    byte[] tombstone = tombstoneKey(table.info.id(), item.version().hlc(), key);
    table.tombstones += sign;
    boolean changed = sign > 0 ? tombstones.insert(tombstone) : tombstones.remove(tombstone);
    assert changed : "the order of tombstones is out of step";
  }

  private void index(
      List<SecondaryIndex> indexes, ItemKey key, @Nullable Item before, @Nullable Item after) {
    for (SecondaryIndex index : indexes) {
      byte[] old = before == null ? null : index.entryOf(key, before);
      byte[] now = after == null ? null : index.entryOf(key, after);
      if (Arrays.equals(old, now)) {
        continue;
      }
      if (old != null) {
        keys.remove(old);
      }
      if (now != null) {
        keys.insert(now);
      }
    }
  }

  /** Adds an item's entry to an index that is being built. */
  public void addEntry(SecondaryIndex index, byte[] key) {
    Item item = StoredItem.itemOf(store.get(key));
    byte[] entry = item == null ? null : index.entryOf(ItemKey.ofBytes(key), item);
    if (entry != null) {
      keys.insert(entry);
    }
  }

  /**
   * The lowest time above the first so many of a table's tombstones below a time, the oldest first;
   * 0 where there are none.
   */
  public long aboveOldestTombstones(long tableId, long belowHlc, int count) {
    KeyCursor cursor = tombstones.cursor();
    long above = 0;
    boolean there = cursor.seekAtLeast(IdRange.bytes(tableId));
    for (int i = 0; there && i < count; i++) {
      ByteBuffer found = ByteBuffer.wrap(cursor.key());
      if (found.getLong(0) != tableId || found.getLong(8) >= belowHlc) {
        break;
      }
      above = found.getLong(8) + 1;
      there = cursor.next();
    }
    return above;
  }

  /** Forgets all of a table's tombstones below a time. */
  void forgetBelow(TableState table, long belowHlc) {
    changesAside++;
    for (byte[] key = oldestTombstone(table.info.id(), belowHlc);
        key != null;
        key = oldestTombstone(table.info.id(), belowHlc)) {
      StoredItem item = store.get(key);
      assert item != null && item.isTombstone() : "the order of tombstones is out of step";
      store.remove(key);
      leave(key);
      track(table, key, item, null);
    }
  }

  private byte @Nullable [] oldestTombstone(long tableId, long belowHlc) {
    KeyCursor cursor = tombstones.cursor();
    if (!cursor.seekAtLeast(IdRange.bytes(tableId))) {
      return null;
    }
    ByteBuffer found = ByteBuffer.wrap(cursor.key());
    boolean due = found.getLong(0) == tableId && found.getLong(8) < belowHlc;
    return due ? Arrays.copyOfRange(found.array(), 16, found.capacity()) : null;
  }

  /** Removes everything that a table holds, its entries and totals too. */
  void wipe(long tableId) {
    TableState table = tables.get(tableId);
    if (table != null) {
      table.info.indexes().forEach(index -> dropEntries(index.id(), Integer.MAX_VALUE));
      table.items = 0;
      table.tombstones = 0;
      table.hash = 0;
    }
    dropItems(tableId, Integer.MAX_VALUE);
  }

  /**
   * Removes the next keys of a dropped table, with what stands under them.
   *
   * @return whether more remain
   */
  public boolean dropItems(long tableId, int maxKeys) {
    changesAside++;
    if (audit != null) {
      audit.wiped(tableId);
    }
    IdRange range = IdRange.of(tableId);
    KeyCursor cursor = keys.cursor();
    boolean there = cursor.seekAtLeast(range.from());
    int found = 0;
    while (there && found < maxKeys && Mutation.tableIdOf(cursor.key()) == tableId) {
      store.remove(cursor.key());
      found++;
      there = cursor.next();
    }
    keys.removeRange(range.from(), range.to(), found);
    tombstones.removeRange(range.from(), range.to(), found);
    return found == maxKeys;
  }

  /** Removes the next entries of a dropped index; returns whether more remain. */
  public boolean dropEntries(long indexId, int maxKeys) {
    IdRange range = IdRange.of(indexId);
    return keys.removeRange(range.from(), range.to(), maxKeys) == maxKeys;
  }

  private static byte[] tombstoneKey(long tableId, long hlc, byte[] key) {
    return ByteBuffer.allocate(16 + key.length).putLong(tableId).putLong(hlc).put(key).array();
  }
}
