package io.antipode.node.backup;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Kind;
import io.antipode.replication.clock.TimeSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tables that are to be deleted, and are copied before. A table of one region is DELETING until
 * then, so nobody writes it any more; one with replicas stays until its last copy is there. What is
 * left of a table with point-in-time recovery is kept for 35 days.
 */
final class Deletions {
  private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);
  private static final int EXPIRE_EVERY_MS = 60_000;
  private static final long KEPT_MS = 35 * 86_400_000L;

  private final Archive archive;
  private final Backups backups;
  private final Catalog catalog;
  private final TimeSource time;
  private @Nullable LongFunction<CompletionStage<TableDescriptor>> deletion;

  Deletions(Archive archive, Backups backups, Catalog catalog, TimeSource time) {
    this.archive = archive;
    this.backups = backups;
    this.catalog = catalog;
    this.time = time;
  }

  /** On the archive's loop, once. */
  void start(LongFunction<CompletionStage<TableDescriptor>> newDeletion) {
    deletion = newDeletion;
    for (TableDescriptor table : catalog.view().all()) {
      if (table.status() == TableStatus.DELETING && table.replicas().isEmpty()) {
        later(table, 0, 0)
            .whenComplete(
                (here, failure) -> {
                  if (failure != null) {
                    LOG.error("table {} is not deleted", table.name(), failure);
                  }
                });
      } else {
        whereDue(table.id());
      }
    }
    expire();
  }

  private void expire() {
    archive.loop().schedule(EXPIRE_EVERY_MS, this::expire);
    long nowMs = time.epochMs();
    backups.every().stream()
        .filter(each -> each.expiresAtMs() > 0 && each.expiresAtMs() <= nowMs)
        .filter(each -> !backups.isUsed(each))
        .forEach(backups::discard);
  }

  /** As {@link TableCopies#deleteLater}. */
  CompletionStage<TableDescriptor> later(TableDescriptor table, long items, long bytes) {
    CompletionStage<TableDescriptor> marked =
        table.replicas().isEmpty()
            ? catalog.update(table.id(), Deletions::deleting)
            : CompletableFuture.completedFuture(table);
    boolean leavesOne =
        backups.recovery().setting(table.id()) != null
            && backups.copies(Kind.SYSTEM, table.id()).isEmpty();
    return marked
        .thenCompose(
            here ->
                leavesOne
                    ? backups.create(last(table, items, bytes)).thenApply(created -> here)
                    : CompletableFuture.completedFuture(here))
        .whenComplete((here, failure) -> archive.loop().execute(() -> whereDue(table.id())));
  }

  private Backup last(TableDescriptor table, long items, long bytes) {
    long nowMs = time.epochMs();
    return new Backup(
        Backup.idOf(nowMs, 0),
        table.name() + "$DeletedTableBackup",
        Kind.SYSTEM,
        false,
        nowMs,
        nowMs + KEPT_MS,
        0,
        items,
        bytes,
        table,
        List.of());
  }

  private static TableDescriptor deleting(@Nullable TableDescriptor here) {
    if (here == null) {
      throw new IllegalStateException("the table is gone");
    }
    return here.status() == TableStatus.DELETED ? here : here.withStatus(TableStatus.DELETING);
  }

  /** A table that is to go goes when no copy of it is under way. On the archive's loop. */
  void whereDue(long tableId) {
    TableDescriptor table = catalog.view().byId(tableId);
    LongFunction<CompletionStage<TableDescriptor>> delete = deletion;
    if (table == null
        || delete == null
        || !isDue(table)
        || backups.isCopied(tableId)
        || backups.isStopping()) {
      return;
    }
    delete
        .apply(tableId)
        .thenCompose(gone -> backups.recovery().disable(tableId))
        .whenComplete(
            (gone, failure) -> {
              if (failure != null) {
                LOG.error("table {} is not deleted", table.name(), failure);
              }
            });
  }

  private boolean isDue(TableDescriptor table) {
    return switch (table.status()) {
      case DELETED -> false;
      case DELETING ->
          table.replicas().isEmpty()
              && (backups.recovery().setting(table.id()) == null || hasLast(table));
      case CREATING, UPDATING, ACTIVE -> !table.replicas().isEmpty() && hasLast(table);
    };
  }

  private boolean hasLast(TableDescriptor table) {
    return backups.copies(Kind.SYSTEM, table.id()).stream().anyMatch(Backup::finished);
  }
}
