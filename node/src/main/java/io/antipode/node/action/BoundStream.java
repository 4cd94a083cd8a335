package io.antipode.node.action;

import io.antipode.node.storage.Shard;
import io.antipode.node.storage.streams.StreamId;
import io.antipode.node.storage.streams.StreamRange;

/** Asks where a shard's part of a stream begins and ends. */
public record BoundStream(StreamId stream) implements ShardMessage<StreamRange> {
  @Override
  public void on(Shard shard, Answer<StreamRange> answer) {
    answer.succeed(shard.streams().range(stream));
  }
}
