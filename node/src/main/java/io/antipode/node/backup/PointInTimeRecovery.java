package io.antipode.node.backup;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Continuous;
import io.antipode.node.backup.ArchiveRecord.Kind;
import io.antipode.node.storage.Shard;
import io.antipode.replication.clock.Entropy;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.clock.Version;
import io.antipode.replication.loop.EventLoop;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tables that can be had again as they were at any second of the last days: a copy every day, and
 * the shards' logs since the oldest copy that is needed. A moment is restored from the newest copy
 * before it and what the log says from there.
 *
 * <pre>
 *      copy ──── log ────▶ copy ──── log ────▶ copy ──── log ────▶ now
 *              ▲ the earliest moment, so many days ago      the latest ▲
 * </pre>
 *
 * <p>Looking is for any thread; what changes something completes on the archive's loop.
 */
public final class PointInTimeRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(PointInTimeRecovery.class);

  /** The name under which shards keep their logs. */
  private static final String READER = "point in time";

  private static final long SECOND_MS = 1_000;
  private static final long DAY_MS = 86_400_000;
  private static final long COPY_EVERY_MS = DAY_MS;
  private static final int LOOK_EVERY_MS = 10_000;

  /** The log is closed up to here: writes are committed, and clocks have passed. */
  private static final long LATEST_MS = 2_000;

  private final Archive archive;
  private final Backups backups;
  private final Catalog catalog;
  private final TimeSource time;
  private final Entropy entropy;
  private final Map<Long, Continuous> settings = new ConcurrentHashMap<>();
  private List<? extends Shard> shards = List.of();
  private List<? extends EventLoop> loops = List.of();

  PointInTimeRecovery(
      Archive archive, Backups backups, Catalog catalog, TimeSource time, Entropy entropy) {
    this.archive = archive;
    this.backups = backups;
    this.catalog = catalog;
    this.time = time;
    this.entropy = entropy;
  }

  void remember(Continuous setting) {
    settings.put(setting.tableId(), setting);
  }

  /**
   * The moments that can be had again.
   *
   * @param earliestMs a whole second
   * @param latestMs a whole second, the same or a later one
   */
  public record Window(long earliestMs, long latestMs) {}

  /** A table's setting, null where it is off. */
  public @Nullable Continuous setting(long tableId) {
    return settings.get(tableId);
  }

  /** What can be had again of a table where it is on. */
  public Window window(Continuous setting) {
    long nowMs = time.epochMs();
    Backup first =
        copies(setting.tableId()).stream().min(Comparator.comparing(Backup::id)).orElse(null);
    if (first == null) {
      long since = floor(setting.enabledAtMs());
      return new Window(since, since);
    }
    long copied = ceiling(Version.epochMs(first.instantHlc()) + 1);
    long earliest = Math.max(copied, ceiling(nowMs - setting.days() * DAY_MS));
    return new Window(earliest, Math.max(earliest, floor(nowMs - LATEST_MS)));
  }

  private static long floor(long ms) {
    return Math.floorDiv(ms, SECOND_MS) * SECOND_MS;
  }

  private static long ceiling(long ms) {
    return Math.ceilDiv(ms, SECOND_MS) * SECOND_MS;
  }

  /**
   * Where a restore begins.
   *
   * @param untilHlc what the log says up to then follows; 0 for nothing
   */
  public record Beginning(Backup copy, long untilHlc) {}

  /**
   * Where the restore of a moment begins: with the newest copy before it; right after recovery was
   * switched on, with the first one, which is being made.
   *
   * @param atMs in the table's window
   */
  public @Nullable Beginning beginning(long tableId, long atMs) {
    long untilHlc = Version.atMs(atMs) - 1;
    Backup before =
        copies(tableId).stream()
            .filter(each -> each.instantHlc() <= untilHlc)
            .max(Comparator.comparing(Backup::instantHlc))
            .orElse(null);
    if (before != null) {
      return new Beginning(before, untilHlc == before.instantHlc() ? 0 : untilHlc);
    }
    return backups.copies(Kind.CONTINUOUS, tableId).stream()
        .filter(this::isWhole)
        .min(Comparator.comparing(Backup::id))
        .map(first -> new Beginning(first, 0))
        .orElse(null);
  }

  private List<Backup> copies(long tableId) {
    return backups.copies(Kind.CONTINUOUS, tableId).stream()
        .filter(Backup::finished)
        .filter(this::isWhole)
        .toList();
  }

  /** From a damaged copy nothing is restored: an older one, and more of the log, do as well. */
  private boolean isWhole(Backup copy) {
    return backups.damageOf(copy) == null;
  }

  /** Switches it on, or changes how far back it goes; completes once that is remembered. */
  public CompletionStage<Continuous> enable(TableDescriptor table, int days) {
    Continuous before = settings.get(table.id());
    long since = before == null ? time.epochMs() : before.enabledAtMs();
    Continuous setting = new Continuous(table.id(), since, days);
    return archive
        .save(setting)
        .thenApply(
            saved -> {
              settings.put(table.id(), setting);
              if (backups.copies(Kind.CONTINUOUS, table.id()).isEmpty()) {
                copy(table);
              }
              return setting;
            });
  }

  /** Switches it off, and forgets the past. */
  public CompletionStage<Boolean> disable(long tableId) {
    Continuous setting = settings.remove(tableId);
    if (setting == null) {
      return CompletableFuture.completedFuture(false);
    }
    return archive
        .remove(setting)
        .thenApply(
            removed -> {
              discardUnneeded();
              retain();
              return true;
            });
  }

  /** Copies of tables where it is off by now go, but those of which a table is being made. */
  void discardUnneeded() {
    backups.copies(Kind.CONTINUOUS).stream()
        .filter(each -> each.finished() && settings.get(each.table().id()) == null)
        .filter(each -> !archive.isSettingUnreadable(each.table().id()))
        .filter(each -> !backups.isUsed(each))
        .forEach(backups::discard);
  }

  private void copy(TableDescriptor table) {
    long nowMs = time.epochMs();
    backups
        .create(
            new Backup(
                Backup.idOf(nowMs, entropy.nextLong()),
                table.name(),
                Kind.CONTINUOUS,
                false,
                nowMs,
                0,
                0,
                0,
                0,
                table,
                List.of()))
        .whenComplete(
            (begun, failure) -> {
              if (failure != null) {
                LOG.error("table {} is not copied", table.name(), failure);
              }
            });
  }

  /** Lets a shard keep its log from the start; on its loop, before it does anything else. */
  void keepLog(Shard shard) {
    shard.setRetainFrom(READER, neededFrom(shard.id().number()));
  }

  private long neededFrom(int shard) {
    return backups.copies(Kind.CONTINUOUS).stream()
        .filter(each -> each.finished() && isWhole(each))
        .mapToLong(each -> each.parts().get(shard).logPosition() + 1)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** The shards keep what is needed, and no more. On the archive's loop. */
  private void retain() {
    for (int number = 0; number < shards.size(); number++) {
      Shard shard = shards.get(number);
      long from = neededFrom(number);
      loops.get(number).execute(() -> shard.setRetainFrom(READER, from));
    }
  }

  /** On the archive's loop, once. */
  void start(List<? extends Shard> newShards, List<? extends EventLoop> newLoops) {
    shards = newShards;
    loops = newLoops;
    for (int number = 0; number < shards.size(); number++) {
      Shard shard = shards.get(number);
      loops
          .get(number)
          .execute(
              () -> {
                long first = shard.firstLogPosition();
                long next = shard.nextLogPosition();
                archive.loop().execute(() -> checkLog(shard.id().number(), first, next));
              });
    }
    discardUnneeded();
    look();
  }

  /** Where a shard's log was begun anew, copies from before can't be followed any more. */
  private void checkLog(int shard, long first, long next) {
    for (Backup copy : backups.copies(Kind.CONTINUOUS)) {
      long from = copy.finished() ? copy.parts().get(shard).logPosition() + 1 : first;
      if (from < first || from > next) {
        LOG.warn(
            "the log of shard {} does not follow the copy of table {} any more: its past is gone",
            shard,
            copy.table().name());
        backups.discard(copy);
      }
    }
  }

  /** A copy is there: the log is kept for it, before its maker lets go. On the archive's loop. */
  void copied() {
    retain();
  }

  private void look() {
    archive.loop().schedule(LOOK_EVERY_MS, this::look);
    if (!backups.isStopping()) {
      for (Continuous setting : List.copyOf(settings.values())) {
        look(setting);
      }
      retain();
    }
  }

  private void look(Continuous setting) {
    TableDescriptor table = catalog.view().byId(setting.tableId());
    if (table == null || table.status() == TableStatus.DELETED) {
      disable(setting.tableId())
          .whenComplete(
              (off, failure) -> {
                if (failure != null) {
                  LOG.warn("the past of table {} is not removed", setting.tableId(), failure);
                }
              });
      return;
    }
    long newestMs =
        backups.copies(Kind.CONTINUOUS, setting.tableId()).stream()
            .filter(this::isWhole)
            .mapToLong(Backup::createdAtMs)
            .max()
            .orElse(0);
    if (time.epochMs() - newestMs >= COPY_EVERY_MS && table.status() == TableStatus.ACTIVE) {
      copy(table);
    }
    discardOld(setting);
  }

  /** All but the newest of those from before the days that are asked for. */
  private void discardOld(Continuous setting) {
    long neededFrom = time.epochMs() - setting.days() * DAY_MS;
    List<Backup> old =
        backups.copies(Kind.CONTINUOUS, setting.tableId()).stream()
            .filter(each -> each.finished() && Version.epochMs(each.instantHlc()) < neededFrom)
            .toList();
    Backup newest =
        old.stream()
            .filter(this::isWhole)
            .max(Comparator.comparing(Backup::instantHlc))
            .orElse(null);
    old.stream()
        .filter(each -> !each.equals(newest) && !backups.isUsed(each))
        .forEach(backups::discard);
  }
}
