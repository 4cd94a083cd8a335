package io.antipode.node.stream;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.ShardAccess;
import io.antipode.node.storage.LogShard;
import io.antipode.node.storage.Shard;
import io.antipode.replication.mutation.Mutation;
import java.util.function.Consumer;

/** The logs of the shards themselves. */
public record ShardStreamLogs(ShardAccess shards) implements StreamLogs {
  /** Little enough that a page of few records costs few reads of the log in vain. */
  private static final int CHUNK_BYTES = 64 << 10;

  @Override
  public int shardCount() {
    return shards.shardCount();
  }

  @Override
  public void on(ShardId shard, Consumer<StreamLog> work) {
    shards.onShard(shard, found -> work.accept(new OfShard(found)));
  }

  private record OfShard(Shard shard) implements StreamLog {
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
      Taken taken = new Taken(visitor);
      long position = from;
      while (taken.bytes < maxBytes && position < shard.nextLogPosition()) {
        LogShard.LogRead read = shard.readLog(position, CHUNK_BYTES, taken);
        if (taken.refusedAt != 0) {
          return new Read(taken.refusedAt, false);
        }
        position = read.nextPosition();
        if (read.caughtUp()) {
          break;
        }
      }
      return new Read(position, position >= shard.nextLogPosition());
    }
  }

  /** Passes mutations on until one is refused, and remembers which. */
  private static final class Taken implements LogShard.LogVisitor {
    private final StreamLog.Visitor visitor;
    private long bytes;
    private long refusedAt;

    Taken(StreamLog.Visitor visitor) {
      this.visitor = visitor;
    }

    @Override
    public void visit(long position, Mutation mutation) {
      if (refusedAt != 0) {
        return;
      }
      if (visitor.visit(position, mutation)) {
        bytes += size(mutation);
      } else {
        refusedAt = position;
      }
    }

    private static long size(Mutation mutation) {
      byte[] newImage = mutation.newImage();
      byte[] oldImage = mutation.oldImage();
      return mutation.key().length
          + (newImage == null ? 0L : newImage.length)
          + (oldImage == null ? 0L : oldImage.length);
    }
  }
}
