package io.antipode.node.stream;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.Answer;
import io.antipode.node.action.BoundStream;
import io.antipode.node.action.ReadStream;
import io.antipode.node.action.ShardAccess;
import io.antipode.node.action.ShardMessage;
import io.antipode.node.storage.streams.StreamAnswer;
import io.antipode.node.storage.streams.StreamId;
import io.antipode.node.storage.streams.StreamQuery;
import io.antipode.node.storage.streams.StreamRange;
import java.util.concurrent.CompletableFuture;

/** The shards themselves. */
public record ShardStreamLogs(ShardAccess shards) implements StreamLogs {
  @Override
  public int shardCount() {
    return shards.shardCount();
  }

  @Override
  public CompletableFuture<StreamRange> range(ShardId shard, StreamId stream) {
    return send(shard, new BoundStream(stream));
  }

  @Override
  public CompletableFuture<StreamAnswer> read(ShardId shard, StreamQuery query) {
    return send(shard, new ReadStream(query));
  }

  private <R> CompletableFuture<R> send(ShardId shard, ShardMessage<R> message) {
    CompletableFuture<R> result = new CompletableFuture<>();
    shards.send(
        shard,
        message,
        new Answer<>() {
          @Override
          public void succeed(R value) {
            result.complete(value);
          }

          @Override
          public void fail(Throwable failure) {
            result.completeExceptionally(failure);
          }
        });
    return result;
  }
}
