package io.antipode.node.stream;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.storage.streams.StreamAnswer;
import io.antipode.node.storage.streams.StreamId;
import io.antipode.node.storage.streams.StreamQuery;
import io.antipode.node.storage.streams.StreamRange;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the shards of this region; any thread. An answer comes on the shard's loop, a failure too:
 * nobody waits for ever.
 */
public interface StreamLogs {
  int shardCount();

  /** Where a shard's part of a stream begins and ends. */
  CompletableFuture<StreamRange> range(ShardId shard, StreamId stream);

  /** A page of a stream. */
  CompletableFuture<StreamAnswer> read(ShardId shard, StreamQuery query);
}
