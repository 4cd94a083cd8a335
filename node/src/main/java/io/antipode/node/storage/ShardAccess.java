package io.antipode.node.storage;

import io.antipode.cluster.placement.ShardId;
import java.util.function.Consumer;

/** How operations reach shards, wherever these live; any thread. */
public interface ShardAccess {
  int shardCount();

  /** Runs the work on the shard's event loop: at once when already there. */
  void onShard(ShardId shard, Consumer<Shard> work);
}
