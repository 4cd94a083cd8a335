package io.antipode.node.storage;

import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.ItemShard.Decision;
import io.antipode.node.storage.ItemShard.WriteCallback;
import io.antipode.node.storage.keys.KeyCursor;
import io.antipode.node.storage.view.ExpiryIndex;
import io.antipode.node.storage.view.ShardViews;
import io.antipode.node.storage.view.StoredHead;
import io.antipode.node.storage.view.TableState;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What of a shard is due, by its {@link ExpiryIndex}es. On the shard's loop. */
final class ShardExpiry implements ExpiryShard {
  private final StorageShard shard;
  private final ShardViews views;

  ShardExpiry(StorageShard shard, ShardViews views) {
    this.shard = shard;
    this.views = views;
  }

  @Override
  public List<Expiring> expiring() {
    return views.tables.expiring().stream()
        .map(
            info ->
                new Expiring(Objects.requireNonNull(info.expiry()).id(), info.id(), info.peers()))
        .toList();
  }

  @Override
  public byte[] placeOf(Expiring table, long fromSeconds) {
    ExpiryIndex index = index(table);
    return index == null ? new byte[0] : index.bound(fromSeconds);
  }

  @Override
  public boolean walk(Expiring table, byte[] place, long untilSeconds, DueVisitor visitor) {
    ExpiryIndex index = index(table);
    if (index == null) {
      return true;
    }
    byte[] end = index.bound(untilSeconds + 1);
    KeyCursor cursor = views.keys.cursor();
    boolean there = cursor.seekAtLeast(place);
    while (there && Arrays.compareUnsigned(cursor.lentKey(), end) < 0) {
      byte[] entry = cursor.key();
      // What comes right after the entry: its own place was given out already.
      byte[] next = Arrays.copyOf(entry, entry.length + 1);
      if (!visitor.visit(new Due(ExpiryIndex.secondsOf(entry), index.baseOf(entry), next))) {
        return false;
      }
      there = cursor.next();
    }
    return true;
  }

  @Override
  public void expire(
      Expiring table, ItemKey key, long fromSeconds, long untilSeconds, WriteCallback callback) {
    ExpiryIndex index = index(table);
    shard.write(
        key,
        item ->
            isDue(index, item, fromSeconds, untilSeconds)
                ? Decision.Expire.INSTANCE
                : Decision.Nothing.INSTANCE,
        callback);
  }

  /** Whether the newest state of an item is due still, be it committed or in flight. */
  private static boolean isDue(
      @Nullable ExpiryIndex index, @Nullable Item item, long fromSeconds, long untilSeconds) {
    long seconds = index == null || item == null ? -1 : index.secondsOf(item);
    return seconds >= fromSeconds && seconds <= untilSeconds;
  }

  @Override
  public @Nullable StoredHead head(ItemKey key) {
    return views.store.head(key.bytes());
  }

  /** The table's index of today; null where the setting has changed, or the table has gone. */
  private @Nullable ExpiryIndex index(Expiring table) {
    TableState state = views.tables.get(table.tableId());
    ExpiryIndex index = state == null ? null : state.info.expiry();
    return index == null || index.id() != table.id() ? null : index;
  }
}
