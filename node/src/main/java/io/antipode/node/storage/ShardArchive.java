package io.antipode.node.storage;

import io.antipode.node.storage.LogShard.LogRead;
import io.antipode.node.storage.recovery.ShardOptions;
import io.antipode.node.storage.recovery.ShardPorts;
import io.antipode.replication.checkpoint.Checkpoint;
import io.antipode.replication.checkpoint.CheckpointHeader;
import io.antipode.replication.checkpoint.CheckpointSource;
import io.antipode.replication.checkpoint.CheckpointWriter;
import io.antipode.replication.clock.HybridLogicalClock;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.log.CommitPath;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.log.LogSlice;
import io.antipode.replication.log.LogSlice.Span;
import io.antipode.replication.log.LogState;
import io.antipode.replication.log.ShardLog;
import io.antipode.replication.log.Standing;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.mutation.MutationCodec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What copies of a shard's tables are made of. On the shard's loop; what is read aside, aside. */
final class ShardArchive implements ArchiveShard {
  /** How much is read in one offload: syncs of the shard's writes wait for no more. */
  private static final int MAX_SLICE_BYTES = 512 << 10;

  private final ShardOptions options;
  private final ShardPorts ports;
  private final ShardLog log;
  private final HybridLogicalClock clock;
  private final CommitPath commitPath;
  private final Consumer<LogRecord> note;

  ShardArchive(
      ShardOptions options,
      ShardPorts ports,
      ShardLog log,
      HybridLogicalClock clock,
      CommitPath commitPath,
      Consumer<LogRecord> note) {
    this.options = options;
    this.ports = ports;
    this.log = log;
    this.clock = clock;
    this.commitPath = commitPath;
    this.note = note;
  }

  @Override
  public CompletionStage<LogRead> read(long from, int maxBytes, LogSlice.Taker taker) {
    if (from < log.firstPosition()) {
      return CompletableFuture.failedFuture(
          new IllegalArgumentException(
              "position " + from + " is before the log's first, " + log.firstPosition()));
    }
    if (from > log.committed()) {
      return CompletableFuture.completedFuture(new LogRead(from, true));
    }
    Span span = new Span(from, log.committed());
    Bounded bounded = new Bounded(taker, Math.min(maxBytes, MAX_SLICE_BYTES));
    if (log.isInMemory(from)) {
      return CompletableFuture.completedFuture(ended(log.visitInMemory(span, bounded)));
    }
    CompletableFuture<LogRead> answer = new CompletableFuture<>();
    LogSlice slice = log.slice(List.of(span), bounded.maxBytes);
    ports
        .loop()
        .<@Nullable Long>offload(
            () -> slice.read(bounded),
            (reached, failure) -> {
              if (reached == null) {
                answer.completeExceptionally(
                    failure == null ? new IllegalStateException("no position") : failure);
              } else {
                slice.settle();
                answer.complete(ended(reached));
              }
            });
    return answer;
  }

  private LogRead ended(long next) {
    return new LogRead(next, next > log.committed());
  }

  @Override
  public void closePast(long hlc) {
    note.accept(new LogRecord.Told(clock.tick(hlc + 1)));
  }

  @Override
  public long reachedHlc() {
    return clock.last();
  }

  @Override
  public CheckpointWriter write(
      Disk disk,
      String folder,
      EventLoop aside,
      long logPosition,
      long ownHlc,
      CheckpointSource source,
      BiConsumer<@Nullable Checkpoint, @Nullable Exception> done) {
    CheckpointHeader header =
        new CheckpointHeader(
            options.id(),
            options.region(),
            logPosition,
            ownHlc,
            new LogState(Map.of(), 0, Standing.CURRENT, 0),
            ports.time().epochMs());
    return CheckpointWriter.start(disk, folder, aside, commitPath, header, source, done);
  }

  /** Takes until enough was taken. */
  private static final class Bounded implements LogSlice.Taker {
    private final LogSlice.Taker taker;
    final int maxBytes;
    private long bytes;

    Bounded(LogSlice.Taker taker, int maxBytes) {
      this.taker = taker;
      this.maxBytes = maxBytes;
    }

    @Override
    public boolean take(long position, Mutation mutation) {
      if (bytes >= maxBytes || !taker.take(position, mutation)) {
        return false;
      }
      bytes += MutationCodec.sizeOf(mutation);
      return true;
    }
  }
}
