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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
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

  /** How soon after a failure of the archive's disk a copy is begun anew; then twice as late. */
  private static final long AGAIN_MS = 10_000;

  private static final long AGAIN_AT_LAST_MS = 600_000;

  private final Archive archive;
  private final Catalog catalog;
  private final TimeSource time;
  private final PointInTimeRecovery recovery;
  private final Deletions deletions;
  private final Restores restores;
  private final TransferNotes transfers;
  private final int shardCount;
  private final Map<String, Backup> backups = new ConcurrentHashMap<>();

  /** Copies that wait for their turn. On the archive's loop, as all below. */
  private final ArrayDeque<Backup> copies = new ArrayDeque<>();

  private @Nullable TableCopy copying;
  private long againMs = AGAIN_MS;
  private @Nullable CompletableFuture<Boolean> stopped;
  private List<? extends Shard> shards = List.of();
  private List<? extends EventLoop> loops = List.of();

  private Backups(
      Archive archive, Catalog catalog, TimeSource time, Entropy entropy, int shardCount) {
    this.archive = archive;
    this.catalog = catalog;
    this.time = time;
    this.recovery = new PointInTimeRecovery(archive, this, catalog, time, entropy);
    this.deletions = new Deletions(archive, this, catalog, time);
    this.restores = new Restores(archive, this, catalog);
    this.transfers = new TransferNotes(archive);
    this.shardCount = shardCount;
  }

  /** Looks into the archive; completes on its loop. */
  public static CompletionStage<Backups> open(
      ArchivePorts ports, Catalog catalog, TimeSource time, Entropy entropy, int shardCount) {
    Backups opened = new Backups(new Archive(ports), catalog, time, entropy, shardCount);
    return opened.archive.load().thenApply(opened::remember);
  }

  private Backups remember(List<ArchiveRecord> records) {
    for (ArchiveRecord record : records) {
      switch (record) {
        case Backup backup -> remember(backup);
        case Restore restore -> restores.remember(restore);
        case ArchiveRecord.Continuous continuous -> recovery.remember(continuous);
        case ArchiveRecord.Deletion deletion -> deletions.remember(deletion);
        case ArchiveRecord.Transfer transfer -> transfers.remember(transfer);
      }
    }
    return this;
  }

  /** Items lie by shard in a copy, so one of other shards says nothing here. It stays on disk. */
  private void remember(Backup backup) {
    if (backup.finished() && backup.parts().size() != shardCount) {
      LOG.error(
          "backup {} is of {} shards, and can't be used with {}",
          backup.name(),
          backup.parts().size(),
          shardCount);
    } else {
      backups.put(backup.id(), backup);
    }
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
              shards = newShards;
              loops = newLoops;
              recovery.start(newShards, newLoops);
              deletions.discardUnawaited();
              backups.values().stream().filter(each -> !each.finished()).forEach(this::goOn);
              restores.start(newAccess, newShards, newLoops);
              deletions.start(deletion);
            });
  }

  /** Lets a shard keep what is needed of its log; on its loop, before it does anything else. */
  public void keepLog(Shard shard) {
    recovery.keepLog(shard);
  }

  /** What is damaged in the archive, for people: a restore of that makes no table. */
  public Collection<String> damages() {
    return archive.damages();
  }

  /** How a copy is damaged, as far as is known; null where it is not. */
  public @Nullable String damageOf(Backup backup) {
    return archive.damageOf(backup);
  }

  /** Tables that can be had again as they were at any second. */
  public PointInTimeRecovery recovery() {
    return recovery;
  }

  private void goOn(Backup left) {
    if (isGone(left)) {
      LOG.warn("the table of backup {} is gone, and so is that", left.name());
      backups.remove(left.id());
      archive.forget(left);
    } else {
      copies.add(left);
      copyNext();
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

  /** Whether a table is being made of it, or an export. */
  boolean isUsed(Backup backup) {
    return restores.isUsed(backup) || transfers.isUsed(backup.id());
  }

  /** What is remembered of exports, imports and bulk operations. */
  public TransferNotes transfers() {
    return transfers;
  }

  /** Hands a table's rows as of a time out; on the archive's loop, once started. */
  public CompletionStage<Boolean> rows(Backup copy, long untilHlc, TableRows.Sink sink) {
    if (shards.isEmpty()) {
      throw new IllegalStateException("not started");
    }
    List<EventLoop> paced = new ArrayList<>();
    for (int number = 0; number < shards.size(); number++) {
      paced.add(new PacedLoop(shards.get(number), loops.get(number), archive.loop(), time));
    }
    return new TableRows(archive, shards, paced, copy, untilHlc, sink).run();
  }

  /** What was read is not needed any more: copies of tables without recovery may go. */
  public void read() {
    recovery.discardUnneeded();
  }

  /** The copy of that id, of whatever kind, or null. */
  @Nullable Backup copy(String id) {
    return backups.get(id);
  }

  /** Whether that copy is yet to be finished. */
  boolean isUnderWay(String id) {
    Backup copy = backups.get(id);
    return copy != null && !copy.finished();
  }

  Collection<Backup> every() {
    return backups.values();
  }

  /** Whether a table waits for its last copy, and then goes. */
  public boolean isLeaving(long tableId) {
    return deletions.isWanted(tableId);
  }

  boolean isStopping() {
    return stopped != null;
  }

  @Override
  public @Nullable Restore restoring(long tableId) {
    return restores.of(tableId);
  }

  /** The restores that are under way, in no order. */
  public Collection<Restore> restores() {
    return restores.all();
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

  @Override
  public boolean isBackedUp(long tableId) {
    return copies(Kind.USER, tableId).stream().anyMatch(each -> !each.finished());
  }

  @Override
  public boolean leavesLastCopy(long tableId) {
    return recovery.setting(tableId) != null;
  }

  @Override
  public CompletionStage<TableDescriptor> deleteLater(
      TableDescriptor table, long items, long bytes, Consumer<TableDescriptor> check) {
    return deletions.later(table, items, bytes, check);
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
        copy.run().thenCompose(done -> archive.save(whole(done)).thenApply(saved -> kept(done)));
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

  /** Items go with their table, so a copy of one that went meanwhile is none. */
  private Backup whole(Backup done) {
    if (isGone(done)) {
      throw new IllegalStateException("its table was deleted meanwhile");
    }
    return done;
  }

  private boolean isGone(Backup copied) {
    TableDescriptor table = catalog.view().byId(copied.table().id());
    return table == null || table.status() == TableStatus.DELETED;
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
      againMs = AGAIN_MS;
      recovery.discardUnneeded();
      deletions.whereDue(copied.table().id());
      restores.next();
      LOG.info("backup {} of table {} is there", copied.name(), copied.table().name());
    } else if (stopped == null) {
      LOG.error("backup {} failed, and is begun anew in {} ms", wanted.name(), againMs, failure);
      archive.loop().schedule(againMs, () -> goOn(wanted));
      againMs = Math.min(2 * againMs, AGAIN_AT_LAST_MS);
      archive
          .clear(wanted)
          .whenComplete(
              (cleared, trouble) -> {
                if (trouble != null) {
                  LOG.warn("what there is of backup {} stays for now", wanted.name(), trouble);
                }
              });
    }
    copyNext();
    stoppedWhereIdle();
  }

  /**
   * Makes a table and begins to fill it; completes once both are remembered.
   *
   * @param table the new one, which is CREATING
   * @param taken what it fails with where another table has the name
   * @return the table as it is in the catalog; fails with {@link DamagedCopyException} where the
   *     copy is seen to be damaged
   */
  public CompletionStage<TableDescriptor> restore(
      Restore wanted, TableDescriptor table, Supplier<? extends RuntimeException> taken) {
    return restores.begin(wanted, table, taken);
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

  void stoppedWhereIdle() {
    if (stopped != null && copying == null && restores.isIdle()) {
      stopped.complete(true);
    }
  }
}
