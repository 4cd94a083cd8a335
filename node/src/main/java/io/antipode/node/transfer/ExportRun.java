package io.antipode.node.transfer;

import io.antipode.cluster.catalog.Arns;
import io.antipode.cluster.placement.ShardId;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.backup.ArchiveRecord.Transfer.Counts;
import io.antipode.node.backup.ArchiveRecord.Transfer.State;
import io.antipode.node.backup.PointInTimeRecovery.Beginning;
import io.antipode.node.backup.RowSource;
import io.antipode.node.index.TableKeys;
import io.antipode.replication.clock.Version;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An export. Each shard's rows are sorted by key, so that of each item there is what stood last,
 * and written as one file; then come the manifests. Begun anew it writes the same files over.
 *
 * <pre>
 *   choose a copy ─▶ its rows, and the log's ─▶ sort ─▶ write ─▶ manifests ─▶ over
 * </pre>
 */
final class ExportRun implements TransferRun {
  /** The folder of what is being sorted, on the archive's disk. */
  static final String SCRATCH = "sorting";

  /** What sorting may hold in memory, all shards together. */
  private static final long SORT_BYTES = 32L << 20;

  private static final long MIN_RUN_BYTES = 256L << 10;

  /** How soon it is looked again whether the copy that it begins with is there. */
  private static final long LOOK_AGAIN_MS = 100;

  private final TransferContext context;
  private final TransferLoop loop;
  private final ExportRequest request;
  private final List<RowSorter> sorters = new ArrayList<>();
  private final List<DataFile.Written> files = new ArrayList<>();
  private Transfer transfer;
  private @Nullable TableKeys keys;
  private volatile boolean stopped;

  ExportRun(TransferContext context, Transfer transfer) {
    this.context = context;
    this.loop = context.loop();
    this.transfer = transfer;
    this.request = ExportRequest.of(transfer.request());
    long runBytes = Math.max(MIN_RUN_BYTES, SORT_BYTES / context.shards().shardCount());
    for (int shard = 0; shard < context.shards().shardCount(); shard++) {
      String folder = SCRATCH + "/" + transfer.id() + "/" + shard;
      sorters.add(new RowSorter(context.scratch(), folder, runBytes));
    }
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public CompletionStage<Transfer> run() {
    return loop.aside(this::announce)
        .thenCompose(announced -> choose())
        .thenCompose(this::gather)
        .thenCompose(gathered -> write(0))
        .thenCompose(written -> loop.aside(this::finish))
        .whenComplete((ended, failure) -> clear());
  }

  private Boolean announce() throws IOException {
    new ExportManifest(context, request).started(transfer.id());
    return true;
  }

  /** Completes with where to begin, once there is a copy to begin with. */
  private CompletionStage<Beginning> choose() {
    long atMs = transfer.fromMs() > 0 ? transfer.fromMs() : transfer.toMs();
    Beginning beginning = context.backups().recovery().beginning(transfer.tableId(), atMs);
    if (stopped) {
      return CompletableFuture.failedFuture(new IllegalStateException("stopped"));
    }
    if (beginning == null) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("point in time recovery was disabled meanwhile"));
    }
    if (!beginning.copy().finished() || context.time().epochMs() < transfer.toMs()) {
      return loop.after(LOOK_AGAIN_MS).thenCompose(passed -> choose());
    }
    transfer = transfer.withCopy(beginning.copy().id());
    return loop.here(context.backups().transfers().save(transfer)).thenApply(saved -> beginning);
  }

  private CompletionStage<Backup> gather(Beginning beginning) {
    Backup copy = beginning.copy();
    keys = new TableKeys(copy.table());
    long untilHlc = Version.atMs(transfer.toMs()) - 1;
    long untilLog = untilHlc <= copy.instantHlc() ? 0 : untilHlc;
    List<Boundary> boundaries = new ArrayList<>();
    for (RowSorter sorter : sorters) {
      boundaries.add(
          new Boundary(
              sorter,
              context.region(),
              transfer.fromMs() > 0 ? Version.atMs(transfer.fromMs()) : 0,
              copy.instantHlc()));
    }
    CompletionStage<Boolean> rows =
        context
            .backups()
            .rows(
                copy,
                untilLog,
                (shard, source) -> {
                  CompletableFuture<Boolean> done = new CompletableFuture<>();
                  pump(boundaries.get(shard.number()), source, done);
                  return done.whenComplete((taken, failure) -> source.close());
                });
    return loop.here(rows).thenApply(all -> copy);
  }

  private void pump(Boundary boundary, RowSource source, CompletableFuture<Boolean> done) {
    if (stopped) {
      done.completeExceptionally(new IllegalStateException("stopped"));
      return;
    }
    source
        .next()
        .whenComplete(
            (List<Mutation> rows, @Nullable Throwable failure) -> {
              if (failure != null) {
                done.completeExceptionally(failure);
              } else if (rows.isEmpty()) {
                done.complete(true);
              } else {
                loop.aside(() -> boundary.take(rows))
                    .whenComplete(
                        (taken, trouble) -> {
                          if (trouble == null) {
                            pump(boundary, source, done);
                          } else {
                            done.completeExceptionally(trouble);
                          }
                        });
              }
            });
  }

  private CompletionStage<Boolean> write(int shard) {
    if (shard == sorters.size()) {
      return CompletableFuture.completedFuture(true);
    }
    return loop.aside(() -> file(new ShardId(shard))).thenCompose(file -> write(file, shard));
  }

  private ShardFile file(ShardId shard) throws IOException {
    TableKeys table = Objects.requireNonNull(keys);
    return new ShardFile(
        context.objects(),
        request,
        request.dataFolder(transfer.id())
            + Digests.name(transfer.id() + "/" + shard)
            + (request.ion() ? ".ion.gz" : ".json.gz"),
        sorters.get(shard.number()),
        table,
        ExportFilter.of(request.filter(), table));
  }

  private CompletionStage<Boolean> write(ShardFile file, int shard) {
    return loop.aside(file::writeSome)
        .thenCompose(
            more -> {
              if (stopped) {
                return loop.aside(file::discard)
                    .thenCompose(
                        gone ->
                            CompletableFuture.failedFuture(new IllegalStateException("stopped")));
              }
              if (more) {
                return write(file, shard);
              }
              return loop.aside(file::complete)
                  .thenCompose(
                      written -> {
                        files.add(written);
                        count(written, file.itemBytes());
                        return write(shard + 1);
                      });
            });
  }

  private void count(DataFile.Written written, long itemBytes) {
    Counts before = transfer.counts();
    transfer =
        transfer.withCounts(
            written.key(),
            new Counts(
                before.processed() + written.items(),
                before.done() + written.items(),
                0,
                before.bytes() + itemBytes,
                0,
                before.itemBytes() + itemBytes));
    context.backups().transfers().show(transfer);
  }

  private Transfer finish() throws IOException {
    transfer = transfer.ended(State.COMPLETED, context.time().epochMs());
    new ExportManifest(context, request).finished(transfer, files);
    return transfer;
  }

  private void clear() {
    loop.aside(
            () -> {
              context.scratch().delete(SCRATCH + "/" + transfer.id());
              return true;
            })
        .exceptionally(left -> false); // goes when the next run starts
  }

  /** The ARN of an export. */
  static String arn(TransferContext context, Transfer transfer) {
    return Arns.table(context.region(), transfer.tableName()) + "/export/" + transfer.id();
  }
}
