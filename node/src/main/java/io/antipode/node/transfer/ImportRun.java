package io.antipode.node.transfer;

import io.antipode.cluster.catalog.Arns;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.backup.ArchiveRecord.Transfer.State;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An import: its table is CREATING until all is in it. One that fails before anything was written
 * leaves no table; else the table stays with what it has, as on AWS.
 */
final class ImportRun implements TransferRun {
  private static final Logger LOG = LoggerFactory.getLogger(ImportRun.class);
  private static final long AGAIN_MS = 10_000;

  private final TransferContext context;
  private final Transfer transfer;
  private final @Nullable ItemsRun items;
  private boolean stopped;

  ImportRun(TransferContext context, Transfer transfer) {
    this.context = context;
    this.transfer = transfer;
    TableDescriptor table = context.catalog().view().byId(transfer.tableId());
    this.items =
        table == null || table.status() != TableStatus.CREATING ? null : items(context, transfer);
  }

  private static ItemsRun items(TransferContext context, Transfer transfer) {
    InputSource source = InputSource.ofImport(transfer.request());
    String arn = Arns.table(context.region(), transfer.tableName()) + "/import/" + transfer.id();
    return new ItemsRun(
        context,
        transfer,
        source,
        new ImportLog(
            context.scratch(), transfer.id(), arn, source.bucket(), transfer.counts().failed()),
        null);
  }

  @Override
  public void stop() {
    stopped = true;
    if (items != null) {
      items.stop();
    }
  }

  @Override
  public CompletionStage<Transfer> run() {
    if (items == null) {
      return CompletableFuture.failedFuture(
          new TransferFailure.Failed(
              "ResourceNotFoundException", "Table " + transfer.tableName() + " was deleted"));
    }
    CompletableFuture<Transfer> settled = new CompletableFuture<>();
    items
        .run()
        .whenComplete(
            (ended, failure) -> {
              if (stopped && failure != null) {
                settled.completeExceptionally(failure);
              } else {
                settle(ended == null ? failed(failure) : judged(ended), settled);
              }
            });
    return settled;
  }

  private Transfer failed(@Nullable Throwable failure) {
    TransferFailure why =
        TransferFailure.of(failure == null ? new IllegalStateException() : failure);
    Transfer now = context.backups().transfers().find(transfer.direction(), transfer.id());
    return (now == null ? transfer : now)
        .failed(context.time().epochMs(), why.code(), why.message());
  }

  private static Transfer judged(Transfer ended) {
    return ended.counts().failed() == 0
        ? ended
        : ended.failed(
            ended.endMs(),
            "ItemValidationError",
            "Some of the items failed validation checks and were not imported. Please check"
                + " CloudWatch error logs for more details.");
  }

  /** Where the catalog can't be written it is tried until it can. */
  private void settle(Transfer ended, CompletableFuture<Transfer> settled) {
    boolean nothing = ended.state() == State.FAILED && ended.counts().processed() == 0;
    TableStatus status = nothing ? TableStatus.DELETED : TableStatus.ACTIVE;
    context
        .loop()
        .here(
            context
                .catalog()
                .update(
                    transfer.tableId(),
                    table -> {
                      if (table == null) {
                        throw new IllegalStateException("the table is gone");
                      }
                      return table.status() == TableStatus.CREATING
                          ? table.withStatus(status)
                          : table;
                    }))
        .whenComplete(
            (table, failure) -> {
              if (failure == null) {
                settled.complete(ended);
              } else {
                LOG.error("an imported table could not be made {}: again soon", status, failure);
                context.loop().schedule(AGAIN_MS, () -> settle(ended, settled));
              }
            });
  }
}
