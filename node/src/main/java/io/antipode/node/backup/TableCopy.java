package io.antipode.node.backup;

import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Kind;
import io.antipode.node.backup.ArchiveRecord.Part;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.TransactionId;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.clock.Version;
import io.antipode.replication.loop.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * Makes one copy of a table, at one instant of all shards.
 *
 * <pre>
 *   begin     all shards: the log is kept, what transactions hold is noted
 *   mark      all have begun
 *   walk      one shard after the other: what it holds, while writes go on
 *   catch up  all: what the log says since; no hold from before the mark is left
 *   ─ the instant: a millisecond that no shard's clock has reached; it passes
 *   cut       all: every later write is above it; what the log says up to it
 *   search    all: which of the transactions that hold something took place
 *   settle    all: what these are yet to write
 * </pre>
 *
 * <p>Why so late, and not when it was asked for? Because the walk sees each item as it stands when
 * its turn comes; what is laid over it from the log is then right only for a time after the walk.
 * And why wait until the instant has passed? A write that follows another one's answer, on another
 * shard, takes the wall clock's time, so it can't be in the copy where that other one is not. Where
 * a shard's clock runs ahead, since peers' clocks do, both hold for its own writes, and between
 * shards as far as their clocks agree.
 *
 * <p>On the archive's loop.
 */
final class TableCopy {
  private final Archive archive;
  private final List<? extends EventLoop> loops;
  private final TimeSource time;
  private final Backup backup;
  private final List<ShardCopy> copies = new ArrayList<>();
  private long instantHlc;

  TableCopy(
      Archive archive,
      List<? extends Shard> shards,
      List<? extends EventLoop> loops,
      TimeSource time,
      Backup backup) {
    this.archive = archive;
    this.loops = loops;
    this.time = time;
    this.backup = backup;
    for (int number = 0; number < shards.size(); number++) {
      copies.add(
          new ShardCopy(
              archive,
              backup.id(),
              shards.get(number),
              loops.get(number),
              time,
              backup.table().id()));
    }
  }

  /** Makes it; completes on the archive's loop, with the log still kept for it. */
  CompletionStage<Backup> run() {
    return each(ShardCopy::begin)
        .thenCompose(begun -> each(ShardCopy::mark))
        .thenCompose(marked -> walk(0))
        .thenCompose(walked -> each(ShardCopy::catchUp))
        .thenCompose(this::instant)
        .thenCompose(
            instant -> this.<Set<TransactionId>>each((copy, done) -> copy.cut(instant, done)))
        .thenCompose(this::search)
        .thenCompose(this::settle)
        .thenApply(parts -> backup.finished(instantHlc, parts));
  }

  /** The log need not be kept for it any more. */
  CompletionStage<List<Boolean>> release() {
    return each(ShardCopy::release);
  }

  /** Gives it up: the step that is being done fails soon. */
  void cancel() {
    for (int number = 0; number < copies.size(); number++) {
      loops.get(number).execute(copies.get(number)::cancel);
    }
  }

  private CompletableFuture<Boolean> walk(int number) {
    return number == copies.size()
        ? CompletableFuture.completedFuture(true)
        : archive
            .checkRoom()
            .thenCompose(room -> one(number, ShardCopy::walk))
            .thenCompose(walked -> walk(number + 1))
            .toCompletableFuture();
  }

  private CompletableFuture<Long> instant(List<Long> reached) {
    long latest = reached.stream().mapToLong(Long::longValue).max().orElse(0);
    long afterMs = Math.max(Version.epochMs(latest), time.epochMs()) + 1;
    instantHlc = Version.atMs(afterMs) - 1;
    CompletableFuture<Long> passed = new CompletableFuture<>();
    awaitMs(afterMs, passed);
    return passed;
  }

  private void awaitMs(long epochMs, CompletableFuture<Long> passed) {
    long leftMs = epochMs - time.epochMs();
    if (leftMs <= 0) {
      passed.complete(instantHlc);
    } else {
      archive.loop().schedule(leftMs, () -> awaitMs(epochMs, passed));
    }
  }

  private CompletableFuture<List<Set<TransactionId>>> search(List<Set<TransactionId>> holders) {
    Set<TransactionId> held = TransactionSearch.union(holders);
    return held.isEmpty()
        ? CompletableFuture.completedFuture(List.of())
        : each((copy, done) -> copy.search(held, done));
  }

  private CompletableFuture<List<Part>> settle(List<Set<TransactionId>> taken) {
    Set<TransactionId> all = TransactionSearch.union(taken);
    boolean goesOn = backup.kind() == Kind.CONTINUOUS;
    return each((copy, done) -> copy.settle(all, goesOn, done));
  }

  /** Does a step on each shard's loop; completes on the archive's. */
  private <T> CompletableFuture<List<T>> each(BiConsumer<ShardCopy, CompletableFuture<T>> step) {
    List<CompletableFuture<T>> steps = new ArrayList<>();
    for (int number = 0; number < copies.size(); number++) {
      steps.add(one(number, step));
    }
    return CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new))
        .thenApply(all -> steps.stream().map(CompletableFuture::join).toList());
  }

  private <T> CompletableFuture<T> one(
      int number, BiConsumer<ShardCopy, CompletableFuture<T>> work) {
    CompletableFuture<T> onShard = new CompletableFuture<>();
    CompletableFuture<T> here = new CompletableFuture<>();
    CompletionStage<T> step = onShard;
    step.whenComplete(
        (result, failure) ->
            archive
                .loop()
                .execute(
                    () -> {
                      if (failure == null) {
                        here.complete(result);
                      } else {
                        here.completeExceptionally(failure);
                      }
                    }));
    loops
        .get(number)
        .execute(
            () -> {
              try {
                work.accept(copies.get(number), onShard);
              } catch (RuntimeException | Error failure) {
                onShard.completeExceptionally(failure);
              }
            });
    return here;
  }
}
