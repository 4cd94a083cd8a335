package io.antipode.node.backup;

import io.antipode.node.backup.ArchiveRecord.Part;
import io.antipode.node.backup.ArchiveRecord.PartFile;
import io.antipode.node.storage.LogShard.LogRead;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.TransactionCut;
import io.antipode.node.storage.TransactionId;
import io.antipode.replication.checkpoint.Checkpoint;
import io.antipode.replication.checkpoint.CheckpointSource;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.clock.Version;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.mutation.Mutation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One shard's part of a copy, made step by step as {@link TableCopy} says. What the shard holds is
 * walked while writes go on; then what the log says since is laid over it, until the cut. On the
 * shard's loop; each step completes there.
 */
final class ShardCopy {
  /** What a slice of the walk takes: it must fit a block of the file. */
  private static final int SLICE_BYTES = 56 << 10;

  /** How much of the log is taken in one go. */
  private static final int READ_BYTES = 128 << 10;

  /** What the log says is kept in memory up to here, then in a file. */
  private static final long MAX_CHANGES_BYTES = 4L << 20;

  /** How long to wait for transactions from before to end. */
  private static final int WAIT_MS = 20;

  private final Archive archive;
  private final String backupId;
  private final String reader;
  private final Shard shard;
  private final EventLoop loop;
  private final PacedLoop paced;
  private final long tableId;

  /** What is held by transactions; where the log is read aside it is the reader's. */
  private TransactionCut transactions;

  private final TreeMap<byte[], Mutation> changes = new TreeMap<>(Arrays::compareUnsigned);
  private final List<PartFile> files = new ArrayList<>();
  private long changesBytes;
  private long begun;
  private long allBegun;
  private long next;
  private long cutHlc = Long.MAX_VALUE;
  private boolean cut;
  private boolean cancelled;

  ShardCopy(
      Archive archive,
      String backupId,
      Shard shard,
      EventLoop loop,
      TimeSource time,
      long tableId) {
    this.archive = archive;
    this.backupId = backupId;
    this.reader = "copy " + backupId;
    this.shard = shard;
    this.loop = loop;
    this.paced = new PacedLoop(shard, loop, archive.loop(), time);
    this.tableId = tableId;
    this.transactions = TransactionCut.of(tableId, List.of());
  }

  /** From here on the log is kept for the copy. */
  void begin(CompletableFuture<Boolean> done) {
    begun = shard.nextLogPosition();
    next = begun;
    shard.setRetainFrom(reader, begun);
    transactions = TransactionCut.of(shard, tableId);
    done.complete(true);
  }

  /** Every shard has begun: transactions that hold something from now on are seen whole. */
  void mark(CompletableFuture<Boolean> done) {
    allBegun = shard.nextLogPosition();
    done.complete(true);
  }

  /** Writes what the shard holds. */
  void walk(CompletableFuture<Boolean> done) {
    write(begun - 1, new Walk(), () -> done.complete(true), done);
  }

  /**
   * Follows the log to its end, as long as transactions hold something since before all shards
   * began; completes with the greatest time that the shard knows.
   */
  void catchUp(CompletableFuture<Long> done) {
    follow(
        () -> {
          if (transactions.holdsSince(allBegun)) {
            done.complete(shard.archive().reachedHlc());
          } else {
            loop.schedule(WAIT_MS, () -> guarded(done, () -> catchUp(done)));
          }
        },
        done);
  }

  /**
   * Follows the log to the instant, above which all later writes are.
   *
   * @param done completes with the transactions that hold something there
   */
  void cut(long instantHlc, CompletableFuture<Set<TransactionId>> done) {
    shard.archive().closePast(instantHlc);
    cutHlc = instantHlc;
    shard.afterCommit(
        () ->
            guarded(
                done,
                () ->
                    follow(() -> flush(() -> done.complete(transactions.holders()), done), done)));
  }

  /** Completes with those of some transactions that took place before the instant. */
  void search(Set<TransactionId> sought, CompletableFuture<Set<TransactionId>> done) {
    new TransactionSearch(shard, paced, transactions.again(sought), begun, next)
        .run()
        .whenComplete(
            (Set<TransactionId> taken, @Nullable Throwable failure) -> {
              if (failure == null) {
                done.complete(taken);
              } else {
                done.completeExceptionally(failure);
              }
            });
  }

  /**
   * Adds what transactions are yet to write that took place before the instant.
   *
   * @param tookPlace of all shards
   * @param keepsHolds whether the log will be followed from here on
   */
  void settle(Set<TransactionId> tookPlace, boolean keepsHolds, CompletableFuture<Part> done) {
    Version version = new Version(cutHlc, shard.region());
    transactions.unwritten(tookPlace, version).forEach(this::change);
    if (keepsHolds) {
      transactions.holds(version).forEach(this::change);
    }
    long position = next - 1;
    next++; // Behind every other file, though the log is not read any further.
    flush(() -> done.complete(new Part(position, files)), done);
  }

  /** The log is no longer kept for the copy. */
  void release(CompletableFuture<Boolean> done) {
    shard.setRetainFrom(reader, Long.MAX_VALUE);
    done.complete(true);
  }

  /** Stops at the next step, which fails. */
  void cancel() {
    cancelled = true;
  }

  /** Takes the log up to the cut or to its end. */
  private void follow(Runnable caughtUp, CompletableFuture<?> done) {
    if (changesBytes >= MAX_CHANGES_BYTES) {
      flush(() -> follow(caughtUp, done), done);
      return;
    }
    shard
        .archive()
        .read(next, READ_BYTES, this::take)
        .whenComplete(
            (LogRead read, @Nullable Throwable failure) -> {
              if (failure != null) {
                done.completeExceptionally(failure);
                return;
              }
              next = read.nextPosition();
              if (cut || read.caughtUp()) {
                guarded(done, caughtUp);
              } else {
                paced.execute(() -> guarded(done, () -> follow(caughtUp, done)));
              }
            });
  }

  private boolean take(long position, Mutation write) {
    if (write.version().hlc() > cutHlc && isOwn(write)) {
      cut = true;
      return false;
    }
    transactions.pass(position, write);
    if (write.tableId() == tableId) {
      change(new Mutation(write.key(), write.version(), write.newImage(), null, 0, 0));
    }
    return true;
  }

  private boolean isOwn(Mutation write) {
    return LogRecord.ownHlcOf(new LogRecord.Write(write), shard.region()) >= 0;
  }

  private void change(Mutation write) {
    byte[] image = write.newImage();
    changes.put(write.key(), write);
    changesBytes += write.key().length + (image == null ? 0 : image.length);
  }

  private void flush(Runnable then, CompletableFuture<?> done) {
    if (changes.isEmpty()) {
      then.run();
      return;
    }
    write(
        next - 1,
        new Changes(List.copyOf(changes.values())),
        () -> {
          changes.clear();
          changesBytes = 0;
          then.run();
        },
        done);
  }

  private void write(
      long position, CheckpointSource source, Runnable then, CompletableFuture<?> done) {
    shard
        .archive()
        .write(
            archive.disk(),
            CopyFiles.folderOf(backupId, shard.id()),
            paced,
            position,
            cutHlc == Long.MAX_VALUE ? 0 : cutHlc,
            source,
            (@Nullable Checkpoint file, @Nullable Exception failure) -> {
              if (file == null) {
                done.completeExceptionally(
                    failure == null ? new IllegalStateException("nothing written") : failure);
                return;
              }
              files.add(
                  new PartFile(file.header().logPosition(), file.entries(), file.lengthBytes()));
              guarded(done, then);
            });
  }

  /** Whatever is thrown fails the step: nobody waits in vain. */
  private void guarded(CompletableFuture<?> done, Runnable work) {
    if (cancelled) {
      done.completeExceptionally(new IllegalStateException("given up"));
      return;
    }
    try {
      work.run();
    } catch (RuntimeException | Error failure) {
      done.completeExceptionally(failure);
    }
  }

  /** The items that the shard holds, in slices; deletions need no mention at the beginning. */
  private final class Walk implements CheckpointSource {
    private byte @Nullable [] after;

    @Override
    public boolean slice(Sink sink) {
      if (cancelled) {
        return false;
      }
      after =
          shard.snapshot(
              tableId,
              after,
              SLICE_BYTES,
              item -> {
                if (!item.isTombstone()) {
                  sink.add(new Mutation(item.key(), item.version(), item.newImage(), null, 0, 0));
                }
              });
      return after != null;
    }
  }

  /** What the log said, by key. */
  private static final class Changes implements CheckpointSource {
    private final Iterator<Mutation> left;

    Changes(Collection<Mutation> changes) {
      this.left = changes.iterator();
    }

    @Override
    public boolean slice(Sink sink) {
      while (left.hasNext() && !sink.isFull()) {
        sink.add(left.next());
      }
      return left.hasNext();
    }
  }
}
