package io.antipode.node.backup;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Deletion;
import io.antipode.node.backup.ArchiveRecord.Kind;
import io.antipode.replication.clock.TimeSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tables with point-in-time recovery that are to be deleted, and are copied before. A table of one
 * region is DELETING until then, so nobody writes it any more; one with replicas stays until its
 * last copy is there. That copy is kept for 35 days.
 *
 * <p>That a table is to go is remembered by name of the copy that it waits for: the last copy of an
 * earlier replica of the same table says nothing of this one.
 */
final class Deletions {
  private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);
  private static final int LOOK_EVERY_MS = 60_000;
  private static final long KEPT_MS = 35 * 86_400_000L;

  private final Archive archive;
  private final Backups backups;
  private final Catalog catalog;
  private final TimeSource time;

  /** What is to go, by table. */
  private final Map<Long, Deletion> wanted = new ConcurrentHashMap<>();

  /** What goes just now. On the archive's loop. */
  private final Set<Long> going = new HashSet<>();

  private @Nullable LongFunction<CompletionStage<TableDescriptor>> deletion;

  Deletions(Archive archive, Backups backups, Catalog catalog, TimeSource time) {
    this.archive = archive;
    this.backups = backups;
    this.catalog = catalog;
    this.time = time;
  }

  void remember(Deletion left) {
    wanted.put(left.tableId(), left);
  }

  /** Last copies that a crash has left before it was written down what they are for. */
  void discardUnawaited() {
    Set<String> awaited =
        wanted.values().stream().map(Deletion::lastCopyId).collect(Collectors.toSet());
    backups.copies(Kind.SYSTEM).stream()
        .filter(each -> !each.finished() && !awaited.contains(each.id()))
        .forEach(backups::discard);
  }

  boolean isWanted(long tableId) {
    return wanted.containsKey(tableId);
  }

  /** On the archive's loop, once. */
  void start(LongFunction<CompletionStage<TableDescriptor>> newDeletion) {
    deletion = newDeletion;
    List.copyOf(wanted.keySet()).stream().filter(this::isGone).forEach(this::forget);
    catalog.view().all().stream()
        .filter(each -> each.status() == TableStatus.DELETING && each.replicas().isEmpty())
        .filter(each -> !wanted.containsKey(each.id()))
        .forEach(
            each ->
                later(each, 0, 0, here -> {})
                    .whenComplete((here, failure) -> tell(each.name(), failure)));
    look();
  }

  private void look() {
    archive.loop().schedule(LOOK_EVERY_MS, this::look);
    wanted.keySet().forEach(this::whereDue);
    long nowMs = time.epochMs();
    backups.every().stream()
        .filter(each -> each.expiresAtMs() > 0 && each.expiresAtMs() <= nowMs)
        .filter(each -> !backups.isUsed(each))
        .forEach(backups::discard);
  }

  /** As {@link TableCopies#deleteLater}. */
  CompletionStage<TableDescriptor> later(
      TableDescriptor table, long items, long bytes, Consumer<TableDescriptor> check) {
    return catalog
        .update(table.id(), here -> deleting(here, check))
        .thenCompose(
            here ->
                wanted.containsKey(table.id())
                    ? CompletableFuture.completedFuture(here)
                    : copyAndRemember(table, items, bytes).thenApply(remembered -> here))
        .whenComplete((here, failure) -> archive.loop().execute(() -> whereDue(table.id())));
  }

  private CompletionStage<Deletion> copyAndRemember(TableDescriptor table, long items, long bytes) {
    Backup last = last(table, items, bytes);
    Deletion wish = new Deletion(table.id(), last.id());
    CompletionStage<Backup> copied =
        backups.recovery().setting(table.id()) == null
            ? CompletableFuture.completedFuture(last)
            : backups.create(last);
    return copied
        .thenCompose(begun -> archive.save(wish))
        .thenApply(
            saved -> {
              wanted.put(table.id(), wish);
              return wish;
            });
  }

  private Backup last(TableDescriptor table, long items, long bytes) {
    long nowMs = time.epochMs();
    return new Backup(
        Backup.idOf(nowMs, table.id()),
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

  /** Replicas leave in their own way, once the copy is there. */
  private static TableDescriptor deleting(
      @Nullable TableDescriptor here, Consumer<TableDescriptor> check) {
    if (here == null) {
      throw new IllegalStateException("the table is gone");
    }
    check.accept(here);
    return here.status() == TableStatus.DELETED || !here.replicas().isEmpty()
        ? here
        : here.withStatus(TableStatus.DELETING);
  }

  /** A table that is to go goes when its last copy is there. On the archive's loop. */
  void whereDue(long tableId) {
    Deletion wish = wanted.get(tableId);
    LongFunction<CompletionStage<TableDescriptor>> delete = deletion;
    if (wish == null
        || delete == null
        || backups.isStopping()
        || backups.isUnderWay(wish.lastCopyId())
        || backups.isBackedUp(tableId)) {
      return;
    }
    if (isGone(tableId)) {
      forget(tableId);
    } else if (going.add(tableId)) {
      delete
          .apply(tableId)
          .thenCompose(leaving -> backups.recovery().disable(tableId))
          .whenComplete(
              (gone, failure) ->
                  archive
                      .loop()
                      .execute(
                          () -> {
                            going.remove(tableId);
                            tell("%016x".formatted(tableId), failure);
                            if (failure == null) {
                              forget(tableId); // From here on the catalog says that it goes.
                            }
                          }));
    }
  }

  private boolean isGone(long tableId) {
    TableDescriptor table = catalog.view().byId(tableId);
    return table == null || table.status() == TableStatus.DELETED;
  }

  private void forget(long tableId) {
    Deletion wish = wanted.remove(tableId);
    if (wish != null) {
      archive.forget(wish);
    }
  }

  private static void tell(String table, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.error("table {} is not deleted yet", table, failure);
    }
  }
}
