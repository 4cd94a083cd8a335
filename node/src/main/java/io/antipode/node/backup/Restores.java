package io.antipode.node.backup;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.action.ShardAccess;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Restore;
import io.antipode.node.storage.Shard;
import io.antipode.replication.loop.EventLoop;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The restores that are under way, one at a time. What is asked for is remembered in the archive
 * before it is answered; a restart begins the restore anew, over what it has written. Looking is
 * for any thread; what changes something completes on the archive's loop.
 */
final class Restores {
  private static final Logger LOG = LoggerFactory.getLogger(Restores.class);

  /** How soon what could not be written down is tried again. */
  private static final int AGAIN_MS = 10_000;

  private final Archive archive;
  private final Backups backups;
  private final Catalog catalog;
  private final Map<Long, Restore> underWay = new ConcurrentHashMap<>();

  /** Those that wait for their turn. On the archive's loop, as all below. */
  private final ArrayDeque<Restore> waiting = new ArrayDeque<>();

  private boolean filling;
  private List<? extends Shard> shards = List.of();
  private List<? extends EventLoop> loops = List.of();
  private @Nullable ShardAccess access;

  Restores(Archive archive, Backups backups, Catalog catalog) {
    this.archive = archive;
    this.backups = backups;
    this.catalog = catalog;
  }

  void remember(Restore left) {
    underWay.put(left.tableId(), left);
  }

  /** On the archive's loop, once. */
  void start(
      ShardAccess newAccess, List<? extends Shard> newShards, List<? extends EventLoop> newLoops) {
    access = newAccess;
    shards = newShards;
    loops = newLoops;
    underWay.values().forEach(this::goOn);
  }

  private void goOn(Restore left) {
    if (isCreating(left.tableId())) {
      waiting.add(left);
      next();
    } else {
      forget(left);
    }
  }

  private void forget(Restore over) {
    underWay.remove(over.tableId());
    archive.forget(over);
    backups.recovery().discardUnneeded();
  }

  /** The restore that fills a table, or null. */
  @Nullable Restore of(long tableId) {
    return underWay.get(tableId);
  }

  Collection<Restore> all() {
    return List.copyOf(underWay.values());
  }

  /** Whether a table is being made of that copy. */
  boolean isUsed(Backup copy) {
    return underWay.values().stream().anyMatch(each -> each.copyId().equals(copy.id()));
  }

  /** Whether none is at work with the shards. */
  boolean isIdle() {
    return !filling;
  }

  /** As {@link Backups#restore}. */
  CompletionStage<TableDescriptor> begin(
      Restore wanted, TableDescriptor table, Supplier<? extends RuntimeException> taken) {
    underWay.put(wanted.tableId(), wanted);
    return check(wanted)
        .thenCompose(whole -> archive.save(wanted))
        .thenCompose(saved -> catalog.add(table, taken))
        .whenComplete(
            (made, failure) ->
                archive
                    .loop()
                    .execute(
                        () -> {
                          if (failure == null) {
                            waiting.add(wanted);
                            next();
                          } else {
                            forget(wanted);
                          }
                        }));
  }

  /** What is seen to be damaged makes no table. */
  private CompletionStage<Boolean> check(Restore wanted) {
    Backup copy = backups.copy(wanted.copyId());
    if (copy == null || !copy.finished()) {
      return CompletableFuture.completedFuture(true);
    }
    return archive
        .check(copy)
        .thenApply(
            whole -> {
              String damage = archive.damageOf(copy);
              if (damage != null) {
                throw new DamagedCopyException(damage);
              }
              return whole;
            });
  }

  /** Begins the next one whose copy is there. */
  void next() {
    Restore next =
        waiting.stream()
            .filter(each -> !filling && !backups.isStopping())
            .filter(each -> !backups.isUnderWay(each.copyId()))
            .findFirst()
            .orElse(null);
    if (next == null) {
      return;
    }
    waiting.remove(next);
    filling = true;
    fill(next).whenComplete((filled, failure) -> ended(next, failure));
  }

  private CompletionStage<Boolean> fill(Restore restore) {
    Backup copy = backups.copy(restore.copyId());
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
            () -> !backups.isStopping() && isCreating(restore.tableId()))
        .run();
  }

  private boolean isCreating(long tableId) {
    TableDescriptor table = catalog.view().byId(tableId);
    return table != null && table.status() == TableStatus.CREATING;
  }

  /** A table that can't be filled goes: half of it would be worse than none. */
  private void ended(Restore restore, @Nullable Throwable failure) {
    if (backups.isStopping() && failure != null) {
      over();
      return;
    }
    if (failure != null) {
      LOG.error("the restore of {} failed, and its table goes", restore.sourceTableArn(), failure);
    }
    TableStatus status = failure == null ? TableStatus.ACTIVE : TableStatus.DELETED;
    catalog
        .update(restore.tableId(), table -> settled(table, status))
        .whenComplete(
            (table, trouble) -> archive.loop().execute(() -> settled(restore, status, trouble)));
  }

  private static TableDescriptor settled(@Nullable TableDescriptor table, TableStatus status) {
    if (table == null) {
      throw new IllegalStateException("the table is gone");
    }
    return table.status() == TableStatus.CREATING ? table.withStatus(status) : table;
  }

  /** Where the catalog could not be written the table is CREATING still: it is filled once more. */
  private void settled(Restore restore, TableStatus status, @Nullable Throwable trouble) {
    if (trouble == null) {
      forget(restore);
    } else {
      LOG.error("a restored table could not be made {}: again soon", status, trouble);
      archive.loop().schedule(AGAIN_MS, () -> goOn(restore));
    }
    over();
  }

  private void over() {
    filling = false;
    next();
    backups.stoppedWhereIdle();
  }
}
