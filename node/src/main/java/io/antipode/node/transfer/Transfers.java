package io.antipode.node.transfer;

import io.antipode.cluster.catalog.Arns;
import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.node.action.ShardAccess;
import io.antipode.node.backup.ArchivePorts;
import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.backup.ArchiveRecord.Transfer.Direction;
import io.antipode.node.backup.ArchiveRecord.Transfer.State;
import io.antipode.node.backup.Backups;
import io.antipode.node.backup.PointInTimeRecovery;
import io.antipode.node.backup.TransferNotes;
import io.antipode.replication.clock.TimeSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exports, imports and bulk operations of a region.
 *
 * <pre>
 *   asked for ─▶ remembered ─▶ in turn ─▶ done or failed ─▶ told of for 90 days
 *                    ▲            │
 *                    └─ a restart ┘
 * </pre>
 *
 * <p>One of each direction at a time; the others wait, and are told to be under way. Looking is for
 * any thread; what changes something is done on the loop of transfers.
 */
public final class Transfers {
  private static final Logger LOG = LoggerFactory.getLogger(Transfers.class);

  /** How long AWS tells of exports and imports that are over. */
  private static final long KEPT_MS = 90L * 86_400_000;

  /** Those of each direction that are told of at most, and how much they may have asked for. */
  private static final int MAX_KEPT = 1_000;

  private static final long MAX_KEPT_CHARS = 16 << 20;

  private final TransferContext context;
  private final TransferNotes notes;
  private final Map<Direction, ArrayDeque<Transfer>> waiting = new EnumMap<>(Direction.class);
  private final Map<Direction, TransferRun> running = new EnumMap<>(Direction.class);
  private @Nullable CompletableFuture<Boolean> stopped;

  /**
   * @param archive its disk holds what is being sorted
   */
  public Transfers(
      Region region,
      Catalog catalog,
      Backups backups,
      ShardAccess shards,
      TransferPorts ports,
      ArchivePorts archive,
      TimeSource time) {
    context =
        new TransferContext(
            region,
            catalog,
            backups,
            shards,
            ports.objects(),
            archive.disk(),
            new TransferLoop(ports.loop()),
            time);
    notes = backups.transfers();
    for (Direction direction : Direction.values()) {
      waiting.put(direction, new ArrayDeque<>());
    }
  }

  /** Goes on with what an earlier run has left; any thread, once. */
  public void start() {
    if (notes.isEmpty()) {
      return;
    }
    context
        .loop()
        .aside(
            () -> {
              context.scratch().delete(ExportRun.SCRATCH);
              return true;
            })
        .whenComplete((cleared, failure) -> goOn());
  }

  private void goOn() {
    forgetOld();
    for (Direction direction : Direction.values()) {
      notes.all(direction).stream()
          .filter(each -> !each.isOver())
          .sorted(Comparator.comparing(Transfer::id))
          .forEach(each -> queueOf(direction).add(each));
      next(direction);
    }
  }

  private ArrayDeque<Transfer> queueOf(Direction direction) {
    return waiting.computeIfAbsent(direction, none -> new ArrayDeque<>());
  }

  private void forgetOld() {
    long before = context.time().epochMs() - KEPT_MS;
    for (Direction direction : Direction.values()) {
      long kept = 0;
      long chars = 0;
      for (Transfer each : all(direction).reversed()) {
        kept++;
        chars += each.request().length();
        boolean old = each.endMs() < before || kept > MAX_KEPT || chars > MAX_KEPT_CHARS;
        if (each.isOver() && old) {
          notes.forget(each);
        }
      }
    }
  }

  /** Those of a direction, by id. */
  public List<Transfer> all(Direction direction) {
    return notes.all(direction).stream().sorted(Comparator.comparing(Transfer::id)).toList();
  }

  /** The one of that direction and id, or null. */
  public @Nullable Transfer find(Direction direction, String id) {
    return notes.find(direction, id);
  }

  /** What exports read. */
  public PointInTimeRecovery recovery() {
    return context.backups().recovery();
  }

  /** How many of a direction are under way. */
  public long underWay(Direction direction) {
    return notes.all(direction).stream().filter(each -> !each.isOver()).count();
  }

  /** How much those of a direction that are under way have asked for. */
  public long underWayChars(Direction direction) {
    return notes.all(direction).stream()
        .filter(each -> !each.isOver())
        .mapToLong(each -> each.request().length())
        .sum();
  }

  /** Begins one; completes once it is remembered. */
  public CompletionStage<Transfer> begin(Transfer wanted) {
    return context
        .loop()
        .here(notes.begin(wanted))
        .thenApply(
            begun -> {
              forgetOld();
              queueOf(begun.direction()).add(begun);
              next(begun.direction());
              return begun;
            });
  }

  /**
   * Begins an import; completes once it is remembered, and its table is in the catalog.
   *
   * @param taken what is said where a table of that name is there
   */
  public CompletionStage<Transfer> begin(
      Transfer wanted, TableDescriptor table, Supplier<RuntimeException> taken) {
    return context
        .loop()
        .here(
            notes
                .begin(wanted)
                .thenCompose(begun -> context.catalog().add(table, taken))
                .whenComplete(
                    (made, failure) -> {
                      if (failure != null) {
                        notes.forget(wanted);
                      }
                    }))
        .thenApply(
            made -> {
              queueOf(wanted.direction()).add(wanted);
              next(wanted.direction());
              return wanted;
            });
  }

  /** Begins no more of it; completes once that is remembered. */
  public CompletionStage<Transfer> cancel(Transfer transfer) {
    CompletableFuture<Transfer> cancelled = new CompletableFuture<>();
    context
        .loop()
        .execute(
            () -> {
              Transfer now = notes.find(transfer.direction(), transfer.id());
              if (now == null || now.isOver()) {
                cancelled.complete(now == null ? transfer : now);
                return;
              }
              Transfer cancelling = now.withState(State.CANCELLING);
              notes
                  .save(cancelling)
                  .whenComplete(
                      (saved, failure) -> {
                        if (failure == null) {
                          cancelled.complete(cancelling);
                        } else {
                          cancelled.completeExceptionally(failure);
                        }
                      });
            });
    return cancelled;
  }

  private void next(Direction direction) {
    Transfer next =
        stopped != null || running.containsKey(direction) ? null : queueOf(direction).poll();
    if (next == null) {
      return;
    }
    try {
      TransferRun run = runOf(next);
      running.put(direction, run);
      run.run().whenComplete((ended, failure) -> ended(next, ended, failure));
    } catch (RuntimeException failure) {
      ended(next, null, failure);
    }
  }

  private TransferRun runOf(Transfer transfer) {
    return switch (transfer.direction()) {
      case EXPORT -> new ExportRun(context, transfer);
      case IMPORT -> new ImportRun(context, transfer);
      case BULK -> bulk(transfer);
    };
  }

  private TransferRun bulk(Transfer transfer) {
    BulkRequest request = BulkRequest.of(transfer.request());
    String arn = Arns.table(context.region(), transfer.tableName());
    Report report =
        new BulkReport(
            context.objects(), request, transfer.id(), arn + "/bulk-operation/" + transfer.id());
    return new ItemsRun(context, transfer, request.source(), report, request.maxWriteUnits());
  }

  private void ended(Transfer begun, @Nullable Transfer ended, @Nullable Throwable failure) {
    if (ended != null) {
      settle(ended);
    } else if (stopped != null) {
      over(begun.direction());
    } else {
      Transfer now = notes.find(begun.direction(), begun.id());
      LOG.error("{} {} failed", begun.direction(), begun.id(), failure);
      TransferFailure why =
          TransferFailure.of(failure == null ? new IllegalStateException() : failure);
      settle(
          (now == null ? begun : now).failed(context.time().epochMs(), why.code(), why.message()));
    }
  }

  /** Where it can't be written down it is begun anew by the next run, which is no harm. */
  private void settle(Transfer ended) {
    context
        .loop()
        .here(
            notes
                .save(ended)
                .whenComplete(
                    (saved, failure) -> {
                      if (failure != null) {
                        LOG.error("the end of {} is not remembered", ended.id(), failure);
                      }
                      context.backups().read();
                    }))
        .whenComplete((saved, failure) -> over(ended.direction()));
  }

  private void over(Direction direction) {
    running.remove(direction);
    next(direction);
    stoppedWhereIdle();
  }

  /** Gives up what is under way, which the next run goes on with; completes once all is quiet. */
  public CompletableFuture<Boolean> stop() {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    if (notes.isEmpty()) {
      return CompletableFuture.completedFuture(true);
    }
    context
        .loop()
        .execute(
            () -> {
              stopped = done;
              running.values().forEach(TransferRun::stop);
              stoppedWhereIdle();
            });
    return done;
  }

  private void stoppedWhereIdle() {
    if (stopped != null && running.isEmpty()) {
      stopped.complete(true);
    }
  }
}
