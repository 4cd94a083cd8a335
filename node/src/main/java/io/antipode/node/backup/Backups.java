package io.antipode.node.backup;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.action.ShardAccess;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Kind;
import io.antipode.node.backup.ArchiveRecord.Restore;
import io.antipode.node.storage.Shard;
import io.antipode.replication.clock.Entropy;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.loop.EventLoop;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copies of tables that a region keeps, and the restores of them that are under way.
 *
 * <pre>
 *   asked for ─▶ remembered ─▶ in turn ─▶ copied ─▶ finished ─▶ removed
 *                    ▲                       │
 *                    └── a crash, a failure ─┘ begun anew
 * </pre>
 *
 * <p>What is asked for is remembered in the archive before it is answered, so a restart goes on
 * with it: a copy is begun anew, a restore as well, over what it has written. One copy at a time,
 * one restore at a time. Looking is for any thread; what changes something completes on the
 * archive's loop.
 */
public final class Backups implements TableCopies {
  private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

  /** How soon after a failure of the archive's disk a copy is begun anew. */
  private static final int AGAIN_MS = 10_000;

  private final Archive archive;
  private final Catalog catalog;
  private final TimeSource time;
  private final PointInTimeRecovery recovery;
  private final Deletions deletions;
  private final Map<String, Backup> backups = new ConcurrentHashMap<>();
  private final Map<Long, Restore> restores = new ConcurrentHashMap<>();

  /** Copies and restores that wait for their turn. On the archive's loop, as all below. */
  private final ArrayDeque<Backup> copies = new ArrayDeque<>();

  private final ArrayDeque<Restore> fills = new ArrayDeque<>();
  private @Nullable TableCopy copying;
  private boolean filling;
  private @Nullable CompletableFuture<Boolean> stopped;
  private List<? extends Shard> shards = List.of();
  private List<? extends EventLoop> loops = List.of();
  private @Nullable ShardAccess access;

  private Backups(Archive archive, Catalog catalog, TimeSource time, Entropy entropy) {
    this.archive = archive;
    this.catalog = catalog;
    this.time = time;
    this.recovery = new PointInTimeRecovery(archive, this, catalog, time, entropy);
    this.deletions = new Deletions(archive, this, catalog, time);
  }

  /** Looks into the archive; completes on its loop. */
  public static CompletionStage<Backups> open(
      ArchivePorts ports, Catalog catalog, TimeSource time, Entropy entropy) {
    Backups opened = new Backups(new Archive(ports), catalog, time, entropy);
    return opened.archive.load().thenApply(opened::remember);
  }

  private Backups remember(List<ArchiveRecord> records) {
    for (ArchiveRecord record : records) {
      switch (record) {
        case Backup backup -> backups.put(backup.id(), backup);
        case Restore restore -> restores.put(restore.tableId(), restore);
        case ArchiveRecord.Continuous continuous -> recovery.remember(continuous);
      }
    }
    return this;
  }

  /**
   * Goes on with what an earlier run has left, and takes up work; any thread, once.
   *
   * @param newShards by number, with their loops
   * @param deletion deletes a table in this region
   */
  public void start(
      ShardAccess newAccess,
      List<? extends Shard> newShards,
      List<? extends EventLoop> newLoops,
      LongFunction<CompletionStage<TableDescriptor>> deletion) {
    archive
        .loop()
        .execute(
            () -> {
              access = newAccess;
              shards = newShards;
              loops = newLoops;
              backups.values().stream().filter(each -> !each.finished()).forEach(this::goOn);
              restores.values().forEach(this::goOn);
              recovery.start(newShards, newLoops);
              deletions.start(deletion);
            });
  }

  /** Lets a shard keep what is needed of its log; on its loop, before it does anything else. */
  public void keepLog(Shard shard) {
    recovery.keepLog(shard);
  }

  /** Tables that can be had again as they were at any second. */
  public PointInTimeRecovery recovery() {
    return recovery;
  }

  private void goOn(Backup left) {
    TableDescriptor table = catalog.view().byId(left.table().id());
    if (table == null || table.status() == TableStatus.DELETED) {
      LOG.warn("the table of backup {} is gone, and so is that", left.name());
      backups.remove(left.id());
      archive.forget(left);
    } else {
      copies.add(left);
      copyNext();
    }
  }

  private void goOn(Restore left) {
    TableDescriptor table = catalog.view().byId(left.tableId());
    if (table == null || table.status() != TableStatus.CREATING) {
      restores.remove(left.tableId());
      archive.forget(left);
    } else {
      fills.add(left);
      fillNext();
    }
  }

  /** The copy of that id that clients may know of, or null. */
  public @Nullable Backup find(String id) {
    Backup backup = backups.get(id);
    return backup == null || backup.kind() == Kind.CONTINUOUS ? null : backup;
  }

  /** Those that clients may know of, in no order. */
  public Collection<Backup> all() {
    return backups.values().stream().filter(each -> each.kind() != Kind.CONTINUOUS).toList();
  }

  /** Those of a kind, in no order. */
  List<Backup> copies(Kind kind) {
    return backups.values().stream().filter(each -> each.kind() == kind).toList();
  }

  /** Those of a kind and a table, in no order. */
  List<Backup> copies(Kind kind, long tableId) {
    return copies(kind).stream().filter(each -> each.table().id() == tableId).toList();
  }

  /** Whether a table is being made of it. */
  boolean isUsed(Backup backup) {
    return restores.values().stream().anyMatch(each -> each.copyId().equals(backup.id()));
  }

  Collection<Backup> every() {
    return backups.values();
  }

  boolean isStopping() {
    return stopped != null;
  }

  @Override
  public @Nullable Restore restoring(long tableId) {
    return restores.get(tableId);
  }

  /** The restores that are under way, in no order. */
  public Collection<Restore> restores() {
    return List.copyOf(restores.values());
  }

  /** Begins a copy; completes once it is remembered. */
  public CompletionStage<Backup> create(Backup wanted) {
    backups.put(wanted.id(), wanted);
    return archive
        .save(wanted)
        .whenComplete(
            (saved, failure) -> {
              if (failure == null) {
                copies.add(wanted);
                copyNext();
              } else {
                backups.remove(wanted.id());
              }
            })
        .thenApply(saved -> wanted);
  }

  /** Removes a finished copy; it is not found any more at once. */
  public CompletionStage<Backup> delete(Backup backup) {
    backups.remove(backup.id());
    return archive.remove(backup).thenApply(removed -> backup);
  }

  /** Removes a copy for which nobody waits. */
  void discard(Backup backup) {
    backups.remove(backup.id());
    archive.forget(backup);
  }

  /** Whether a copy of a table is under way. */
  boolean isCopied(long tableId) {
    return backups.values().stream()
        .anyMatch(each -> !each.finished() && each.table().id() == tableId);
  }

  @Override
  public boolean isNeeded(long tableId) {
    return recovery.setting(tableId) != null || isCopied(tableId);
  }

  @Override
  public CompletionStage<TableDescriptor> deleteLater(
      TableDescriptor table, long items, long bytes) {
    return deletions.later(table, items, bytes);
  }

  private void copyNext() {
    Backup next = copying != null || stopped != null ? null : copies.poll();
    if (next == null) {
      return;
    }
    TableCopy copy = new TableCopy(archive, shards, loops, time, next);
    copying = copy;
    archive
        .clear(next)
        .thenCompose(cleared -> make(copy))
        .whenComplete((copied, failure) -> copied(next, copied, failure));
  }

  private CompletionStage<Backup> make(TableCopy copy) {
    CompletionStage<Backup> made =
        copy.run().thenCompose(done -> archive.save(done).thenApply(saved -> kept(done)));
    CompletableFuture<Backup> released = new CompletableFuture<>();
    made.whenComplete(
        (done, failure) ->
            copy.release()
                .whenComplete(
                    (all, ignored) -> {
                      if (failure == null) {
                        released.complete(done);
                      } else {
                        released.completeExceptionally(failure);
                      }
                    }));
    return released;
  }

  /** Before the log is let go. */
  private Backup kept(Backup done) {
    backups.replace(done.id(), done);
    recovery.copied();
    return done;
  }

  private void copied(Backup wanted, @Nullable Backup copied, @Nullable Throwable failure) {
    copying = null;
    if (copied != null) {
      if (copied.kind() == Kind.CONTINUOUS && recovery.setting(copied.table().id()) == null) {
        discard(copied);
      }
      deletions.whereDue(copied.table().id());
      fillNext();
      LOG.info("backup {} of table {} is there", copied.name(), copied.table().name());
    } else if (stopped == null) {
      LOG.error("backup {} failed, and is begun anew", wanted.name(), failure);
      archive.loop().schedule(AGAIN_MS, () -> goOn(wanted));
    }
    copyNext();
    stoppedWhereIdle();
  }

  /**
   * Makes a table and begins to fill it; completes once both are remembered.
   *
   * @param table the new one, which is CREATING
   * @return the table as it is in the catalog
   */
  public CompletionStage<TableDescriptor> restore(Restore wanted, TableDescriptor table) {
    restores.put(wanted.tableId(), wanted);
    return archive
        .save(wanted)
        .thenCompose(saved -> catalog.update(table.id(), before -> table))
        .whenComplete(
            (made, failure) ->
                archive
                    .loop()
                    .execute(
                        () -> {
                          if (failure == null) {
                            fills.add(wanted);
                            fillNext();
                          } else {
                            restores.remove(wanted.tableId());
                            archive.forget(wanted);
                          }
                        }));
  }

  private void fillNext() {
    Restore next =
        fills.stream()
            .filter(each -> !filling && stopped == null && isFinished(each.copyId()))
            .findFirst()
            .orElse(null);
    if (next == null) {
      return;
    }
    fills.remove(next);
    filling = true;
    fill(next).whenComplete((filled, failure) -> ended(next, failure));
  }

  /** Whether the copy is there, or never will be. */
  private boolean isFinished(String copyId) {
    Backup copy = backups.get(copyId);
    return copy == null || copy.finished();
  }

  private CompletionStage<Boolean> fill(Restore restore) {
    Backup copy = backups.get(restore.copyId());
    ShardAccess reached = access;
    if (copy == null || reached == null) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("there is no copy " + restore.copyId()));
    }
    return new TableFill(
            archive,
            reached,
            shards,
            loops,
            copy,
            restore,
            () -> stopped == null && isCreating(restore.tableId()))
        .run();
  }

  private boolean isCreating(long tableId) {
    TableDescriptor table = catalog.view().byId(tableId);
    return table != null && table.status() == TableStatus.CREATING;
  }

  /** A table that can't be filled goes: half of it would be worse than none. */
  private void ended(Restore restore, @Nullable Throwable failure) {
    if (stopped != null && failure != null) {
      filling = false;
      stoppedWhereIdle();
      return;
    }
    if (failure != null) {
      LOG.error("the restore of {} failed, and its table goes", restore.sourceTableArn(), failure);
    }
    TableStatus status = failure == null ? TableStatus.ACTIVE : TableStatus.DELETED;
    catalog
        .update(
            restore.tableId(),
            table -> {
              if (table == null) {
                throw new IllegalStateException("the table is gone");
              }
              return table.status() == TableStatus.CREATING ? table.withStatus(status) : table;
            })
        .whenComplete(
            (table, trouble) ->
                archive
                    .loop()
                    .execute(
                        () -> {
                          if (trouble != null) {
                            LOG.error("a restored table is not in the catalog", trouble);
                          }
                          restores.remove(restore.tableId());
                          archive.forget(restore);
                          filling = false;
                          fillNext();
                          stoppedWhereIdle();
                        }));
  }

  /**
   * Gives up what is under way, which the next run goes on with; completes on the archive's loop
   * once nothing touches a shard any more.
   */
  public CompletableFuture<Boolean> stop() {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    archive
        .loop()
        .execute(
            () -> {
              stopped = done;
              if (copying != null) {
                copying.cancel();
              }
              stoppedWhereIdle();
            });
    return done;
  }

  private void stoppedWhereIdle() {
    if (stopped != null && copying == null && !filling) {
      stopped.complete(true);
    }
  }
}
