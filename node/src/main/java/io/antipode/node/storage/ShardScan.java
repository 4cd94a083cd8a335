package io.antipode.node.storage;

import io.antipode.node.item.Item;
import io.antipode.node.storage.ItemShard.ItemVisitor;
import io.antipode.node.storage.keys.KeyCursor;
import io.antipode.node.storage.view.IdRange;
import io.antipode.node.storage.view.SecondaryIndex;
import io.antipode.node.storage.view.ShardViews;
import io.antipode.node.storage.view.StoredItem;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.region.ReplicatedShard.OwnVisitor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Walks over a shard's committed items in key order. */
final class ShardScan {
  private ShardScan() {}

  static void scan(ShardViews views, byte[] from, byte[] to, boolean forward, ItemVisitor visitor) {
    SecondaryIndex index =
        from.length < Long.BYTES ? null : views.tables.index(Mutation.tableIdOf(from));
    KeyCursor cursor = views.keys.cursor();
    boolean there =
        forward ? cursor.seekAtLeast(from) : cursor.seekBelow(to.length > 0 ? to : null);
    byte[][] found = views.scanned;
    byte[][] items = index == null ? found : new byte[found.length][];
    while (there) {
      int count = 0;
      for (; there && count < found.length; count++) {
        byte[] key = cursor.lentKey();
        if (forward ? isBeyond(key, to) : Arrays.compareUnsigned(key, from) < 0) {
          there = false;
          break;
        }
        found[count] = copied(key, found[count]);
        if (index != null) {
          items[count] = index.baseOf(found[count]).bytes();
        }
        there = forward ? cursor.next() : cursor.previous();
      }
      views.store.expect(items, count);
      for (int i = 0; i < count; i++) {
        byte[] image = views.store.image(items[i]);
        if (image != null && !visitor.visit(found[i], Item.ofBytes(image))) {
          return;
        }
      }
    }
  }

  private static boolean isBeyond(byte[] key, byte[] to) {
    return to.length > 0 && Arrays.compareUnsigned(key, to) >= 0;
  }

  /** A copy, in an array that is free where that has its length. */
  private static byte[] copied(byte[] key, byte @Nullable [] free) {
    if (free == null || free.length != key.length) {
      return key.clone();
    }
    System.arraycopy(key, 0, free, 0, key.length);
    return free;
  }

  static byte @Nullable [] snapshot(
      ShardViews views,
      long tableId,
      byte @Nullable [] afterKey,
      int maxBytes,
      OwnVisitor visitor) {
    KeyCursor cursor = views.keys.cursor();
    boolean there =
        afterKey == null
            ? cursor.seekAtLeast(IdRange.bytes(tableId))
            : cursor.seekAtLeast(Arrays.copyOf(afterKey, afterKey.length + 1));
    long bytes = 0;
    while (there && Mutation.tableIdOf(cursor.key()) == tableId) {
      byte[] key = cursor.key();
      StoredItem item = views.store.get(key);
      if (item != null) {
        byte[] image = item.image();
        visitor.visit(new Mutation(key, item.version(), image, null, 0, Mutation.OUT_OF_ORDER));
        bytes += key.length + (image == null ? 0 : image.length);
      }
      if (bytes >= maxBytes) {
        return key;
      }
      there = cursor.next();
    }
    return null;
  }
}
