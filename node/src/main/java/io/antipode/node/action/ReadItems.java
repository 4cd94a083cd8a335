package io.antipode.node.action;

import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.Shard;
import io.antipode.replication.memory.MemoryShare;
import io.antipode.replication.memory.MemoryUse;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads several items of one shard, in this order, as far as they may be held together with what
 * others hold.
 */
public record ReadItems(List<ItemKey> keys) implements ShardMessage<ItemsRead> {
  @Override
  public void on(Shard shard, Answer<ItemsRead> answer) {
    if (!shard.isServing()) {
      answer.succeed(Refused.NOT_SERVING);
      return;
    }
    List<ItemRead> reads = new ArrayList<>(keys.size());
    MemoryShare share = shard.memory().share(MemoryUse.READS);
    long heldBytes = 0;
    for (ItemKey key : keys) {
      ItemRead read = ReadItem.read(shard, key);
      if (read instanceof ItemRead.Found found) {
        int sizeBytes = found.item().sizeBytes();
        if (!share.tryTake(sizeBytes)) {
          break;
        }
        heldBytes += sizeBytes;
      }
      reads.add(read);
    }
    answer.succeed(new ItemsRead.Gathered(reads, heldBytes));
  }
}
