package io.antipode.node.action;

import io.antipode.node.storage.Shard;
import io.antipode.node.storage.streams.StreamAnswer;
import io.antipode.node.storage.streams.StreamQuery;

/** Reads a page of a stream. */
public record ReadStream(StreamQuery query) implements ShardMessage<StreamAnswer> {
  @Override
  public void on(Shard shard, Answer<StreamAnswer> answer) {
    var unused =
        shard
            .streams()
            .read(query)
            .whenComplete(
                (read, failure) -> {
                  if (failure == null) {
                    answer.succeed(read);
                  } else {
                    answer.fail(failure);
                  }
                });
  }
}
