package io.antipode.node.action;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.item.ItemKey;

/** How shards are reached, wherever these live: by messages; any thread. */
public interface ShardAccess {
  int shardCount();

  /**
   * Sends a message to a shard: at once when already on its loop. The answer comes on the shard's
   * loop, and it always comes.
   */
  <R> void send(ShardId shard, ShardMessage<R> message, Answer<R> answer);

  /** The shard where the item of that key lives. */
  default ShardId shardOf(ItemKey key) {
    return ShardId.of(key.partitionHash(), shardCount());
  }
}
