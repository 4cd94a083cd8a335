package io.antipode.node.transfer;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.backup.ArchiveRecord.Transfer.Counts;
import io.antipode.node.backup.ArchiveRecord.Transfer.State;
import io.antipode.node.index.TableKeys;
import io.antipode.node.transfer.ItemsPiece.Outcome;
import io.antipode.node.transfer.ObjectFeed.Piece;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Items that go from objects into a table: an import or a bulk operation. While one piece is
 * written the next one is read. How far it is gets remembered with each object that ends; a restart
 * begins with the object after that, and writes again what it had written of it.
 *
 * <pre>
 *   read ─▶ check ─▶ write, all shards at a time ─▶ report ─▶ next
 *     └──── read the next one meanwhile
 * </pre>
 */
final class ItemsRun implements TransferRun {
  private static final double MS_OF_SECOND = 1_000;
  private static final long MAX_PAUSE_MS = 200;

  private final TransferContext context;
  private final TransferLoop loop;
  private final ObjectFeed feed;
  private final Report report;
  private final @Nullable Long maxUnits;
  private final String againFrom;
  private Transfer transfer;
  private TableKeys keys;
  private boolean stopped;

  ItemsRun(
      TransferContext context,
      Transfer transfer,
      InputSource source,
      Report report,
      @Nullable Long maxUnits) {
    this.context = context;
    this.loop = context.loop();
    this.transfer = transfer;
    this.feed = new ObjectFeed(context.objects(), source, pieceRecords(maxUnits));
    this.report = report;
    this.maxUnits = maxUnits;
    this.againFrom = transfer.doneKey();
    this.keys = new TableKeys(table());
  }

  /** Where units are bounded a piece is about what a second may have. */
  private static int pieceRecords(@Nullable Long maxUnits) {
    return maxUnits == null
        ? ObjectFeed.PIECE_RECORDS
        : Math.clamp(maxUnits, 1, ObjectFeed.PIECE_RECORDS);
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public CompletionStage<Transfer> run() {
    return loop.aside(() -> feed.open(transfer.doneKey()))
        .thenCompose(
            totalBytes -> {
              Counts counts = transfer.counts();
              transfer =
                  transfer.withCounts(
                      transfer.doneKey(),
                      new Counts(
                          counts.processed(),
                          counts.done(),
                          counts.failed(),
                          counts.bytes(),
                          totalBytes,
                          counts.itemBytes()));
              return step(read());
            })
        .thenCompose(ended -> loop.aside(() -> reported(ended)))
        .whenComplete((ended, failure) -> close());
  }

  private Transfer reported(Transfer ended) throws IOException {
    report.finished(ended);
    return ended;
  }

  private CompletionStage<Optional<ItemsPiece>> read() {
    TableKeys table = keys;
    return loop.aside(
        () -> {
          Piece piece = feed.next(table);
          return piece == null
              ? Optional.empty()
              : Optional.of(ItemsPiece.of(piece, table, context.shards()));
        });
  }

  private CompletionStage<Transfer> step(CompletionStage<Optional<ItemsPiece>> reading) {
    return reading.thenCompose(
        read -> {
          if (stopped) {
            return CompletableFuture.failedFuture(new IllegalStateException("stopped"));
          }
          if (isCancelled()) {
            return CompletableFuture.completedFuture(ended(State.CANCELLED));
          }
          if (read.isEmpty()) {
            return CompletableFuture.completedFuture(ended(endState()));
          }
          ItemsPiece piece = read.get();
          refreshKeys();
          CompletionStage<Optional<ItemsPiece>> next = read();
          return write(piece).thenCompose(outcome -> after(piece, outcome, next));
        });
  }

  private CompletionStage<Outcome> write(ItemsPiece piece) {
    // What an earlier run wrote of an object that it did not end may fail its own condition now.
    boolean again = transfer.doneKey().equals(againFrom);
    return loop.here(new PieceWriter(context, piece, again, () -> stopped).run());
  }

  private CompletionStage<Transfer> after(
      ItemsPiece piece, Outcome outcome, CompletionStage<Optional<ItemsPiece>> next) {
    return loop.aside(() -> piece.report(outcome, report))
        .thenCompose(
            failed -> {
              count(piece, outcome, failed);
              return piece.piece().last()
                  ? loop.here(context.backups().transfers().save(transfer))
                  : CompletableFuture.completedFuture(true);
            })
        .thenCompose(saved -> pause(outcome))
        .thenCompose(passed -> step(next));
  }

  private CompletionStage<Boolean> pause(Outcome outcome) {
    long pauseMs =
        maxUnits == null ? 0 : (long) Math.ceil(outcome.units() * MS_OF_SECOND / maxUnits);
    return pause(context.time().epochMs() + pauseMs);
  }

  /** In steps, so that it ends soon where the run does. */
  private CompletionStage<Boolean> pause(long untilMs) {
    long leftMs = untilMs - context.time().epochMs();
    return leftMs < 1 || stopped || isCancelled()
        ? CompletableFuture.completedFuture(true)
        : loop.after(Math.min(leftMs, MAX_PAUSE_MS)).thenCompose(passed -> pause(untilMs));
  }

  private void count(ItemsPiece piece, Outcome outcome, long failed) {
    Counts before = transfer.counts();
    Transfer now = context.backups().transfers().find(transfer.direction(), transfer.id());
    Counts counts =
        new Counts(
            before.processed() + piece.piece().records().size(),
            before.done() + outcome.done(),
            before.failed() + failed,
            piece.piece().bytes(),
            before.totalBytes(),
            before.itemBytes() + outcome.itemBytes());
    transfer =
        transfer.withCounts(
            piece.piece().last() ? piece.piece().key() : transfer.doneKey(), counts);
    if (now != null) {
      transfer = transfer.withState(now.state());
    }
    // Until an object ends what is shown is not kept: another run counts the object once more.
    context.backups().transfers().show(transfer);
  }

  private boolean isCancelled() {
    Transfer now = context.backups().transfers().find(transfer.direction(), transfer.id());
    return now != null && now.state() == State.CANCELLING;
  }

  private State endState() {
    return switch (transfer.direction()) {
      case BULK -> transfer.counts().failed() == 0 ? State.COMPLETED : State.COMPLETED_WITH_ERRORS;
      case EXPORT, IMPORT -> State.COMPLETED;
    };
  }

  private Transfer ended(State state) {
    return transfer.ended(state, context.time().epochMs());
  }

  /** A table's indexes may change while items are written. */
  @SuppressWarnings("ReferenceEquality") // a changed descriptor is another object
  private void refreshKeys() {
    TableDescriptor now = table();
    if (now != keys.table()) {
      keys = new TableKeys(now);
    }
  }

  private TableDescriptor table() {
    TableDescriptor table = context.catalog().view().byId(transfer.tableId());
    if (table == null
        || table.status() == TableStatus.DELETED
        || table.status() == TableStatus.DELETING) {
      throw new TransferFailure.Failed(
          "ResourceNotFoundException", "Table " + transfer.tableName() + " was deleted");
    }
    return table;
  }

  private void close() {
    loop.aside(
            () -> {
              feed.close();
              report.close();
              return true;
            })
        .exceptionally(left -> false); // a stream less: nothing was to come of it any more
  }
}
