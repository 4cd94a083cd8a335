package io.antipode.node.action;

import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.view.StoredItem;
import org.jspecify.annotations.Nullable;

/** Reads one item: committed state, so a read is as consistent as there is. */
public record ReadItem(ItemKey key) implements ShardMessage<ItemRead> {
  @Override
  public void on(Shard shard, Answer<ItemRead> answer) {
    answer.succeed(shard.isServing() ? read(shard, key) : Refused.NOT_SERVING);
  }

  static ItemRead read(Shard shard, ItemKey key) {
    return of(shard.read(key));
  }

  static ItemRead of(@Nullable StoredItem stored) {
    Item item = StoredItem.itemOf(stored);
    return stored == null || item == null
        ? ItemRead.Absent.INSTANCE
        : new ItemRead.Found(stored.version(), item);
  }
}
