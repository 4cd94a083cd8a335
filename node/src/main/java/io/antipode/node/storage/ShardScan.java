package io.antipode.node.storage;

import io.antipode.node.item.Item;
import io.antipode.node.storage.ItemShard.ItemVisitor;
import io.antipode.node.storage.keys.KeyCursor;
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
    boolean bounded = to.length > 0;
    boolean there = forward ? cursor.seekAtLeast(from) : cursor.seekBelow(bounded ? to : null);
    while (there) {
      byte[] key = cursor.lentKey();
      boolean outside =
          forward
              ? bounded && Arrays.compareUnsigned(key, to) >= 0
              : Arrays.compareUnsigned(key, from) < 0;
      if (outside) {
        return;
      }
      byte[] base = index == null ? key : index.baseOf(key).bytes();
      byte[] image = views.store.image(base);
      if (image != null && !visitor.visit(key, Item.ofBytes(image))) {
        return;
      }
      there = forward ? cursor.next() : cursor.previous();
    }
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
