package io.antipode.node.stream;

import io.antipode.cluster.placement.ShardId;
import java.util.function.Consumer;

/** The logs of all shards of this region; any thread. */
public interface StreamLogs {
  int shardCount();

  /** Runs the work on the shard's event loop: at once when already there. */
  void on(ShardId shard, Consumer<StreamLog> work);
}
