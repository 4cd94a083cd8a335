package io.antipode.node.bootstrap;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.Shard.LogRead;
import io.antipode.node.storage.ShardAccess;
import io.antipode.node.stream.StreamLog;
import io.antipode.node.stream.StreamLogs;
import java.util.function.Consumer;

/** The shards' logs, as streams read them. */
record ShardStreamLogs(ShardAccess shards) implements StreamLogs {
  @Override
  public int shardCount() {
    return shards.shardCount();
  }

  @Override
  public void on(ShardId id, Consumer<StreamLog> work) {
    shards.onShard(id, shard -> work.accept(new Log(shard)));
  }

  private record Log(Shard shard) implements StreamLog {
    private static final long NOT_STOPPED = -1;

    @Override
    public long firstPosition() {
      return shard.firstLogPosition();
    }

    @Override
    public long nextPosition() {
      return shard.nextLogPosition();
    }

    @Override
    public Read read(long from, int maxBytes, Visitor visitor) {
      long[] stoppedAt = {NOT_STOPPED};
      LogRead read =
          shard.readLog(
              from,
              maxBytes,
              (position, mutation) -> {
                if (stoppedAt[0] == NOT_STOPPED && !visitor.visit(position, mutation)) {
                  stoppedAt[0] = position;
                }
              });
      return stoppedAt[0] == NOT_STOPPED
          ? new Read(read.nextPosition(), read.caughtUp())
          : new Read(stoppedAt[0], false);
    }
  }
}
