package io.antipode.node.backup;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Continuous;
import io.antipode.node.storage.recovery.ShardOptions;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.loop.EventLoop;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive's folder.
 *
 * <pre>
 *   backups/ID/manifest                       a copy, {@link ArchiveCodec}
 *   backups/ID/shard-003/….checkpoint         its parts, in the layout of checkpoints
 *   restores/TABLE                            a restore that is not finished
 *   continuous/TABLE                          that a table has point-in-time recovery
 *   deletions/TABLE                           that a table goes, once its last copy is there
 *   removed/ID                                what is left of a copy that goes
 *   damaged/…                                 what a repair has set aside
 *   transfers/ID                              an export, an import, or a bulk operation
 * </pre>
 *
 * <p>What is no part of a copy is kept twice ({@link RecordFiles}). A copy whose files are not all
 * there is named when the archive is opened; one that turns out damaged when it is read is named
 * from then on. Any thread; what it gives completes on the archive's loop.
 */
final class Archive {
  private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

  /** What copies leave of the disk: more than what writes are refused with. */
  private static final long MIN_FREE_BYTES = 2 * ShardOptions.DEFAULT_MIN_FREE_BYTES;

  private final ArchivePorts ports;
  private final RecordFiles records;

  /** What can't be read, by the id of its copy or by its path. */
  private final Map<String, String> damages = new ConcurrentSkipListMap<>();

  Archive(ArchivePorts ports) {
    this.ports = ports;
    this.records = new RecordFiles(ports.disk(), ports.records());
  }

  Disk disk() {
    return ports.disk();
  }

  EventLoop loop() {
    return ports.loop();
  }

  /** Does what blocks; completes on the archive's loop. */
  @SuppressWarnings("unchecked") // what the work gave
  <T> CompletionStage<T> aside(Callable<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    ports
        .loop()
        .<@Nullable Object>offload(
            work::call,
            (result, failure) -> {
              if (result != null) {
                done.complete((T) result);
              } else {
                done.completeExceptionally(
                    failure == null ? new IllegalStateException("nothing was given") : failure);
              }
            });
    return done;
  }

  /** All that is remembered; ends removals and names what is damaged on the way. */
  CompletionStage<List<ArchiveRecord>> load() {
    return aside(
        () -> {
          RecordFiles.Found found = records.load();
          found.damages().forEach(this::damaged);
          for (ArchiveRecord record : found.records()) {
            if (record instanceof Backup backup) {
              String missing = CopyFiles.missing(disk(), backup);
              if (missing != null) {
                damaged(backup.id(), missing);
              }
            }
          }
          return found.records();
        });
  }

  /** Names what is damaged, once; it is left for a person to look at. */
  void damaged(String what, String how) {
    if (damages.putIfAbsent(what, "the archive: " + how) == null) {
      LOG.error("the archive: {}", how);
    }
  }

  /** How a copy is damaged, as far as is known; null where it is not. */
  @Nullable String damageOf(Backup backup) {
    return damages.get(backup.id());
  }

  /** What is damaged, for people. */
  Collection<String> damages() {
    return damages.values();
  }

  /** Remembers; durable when it completes. */
  CompletionStage<Boolean> save(ArchiveRecord record) {
    return aside(
        () -> {
          synchronized (records) {
            records.save(record);
          }
          return true;
        });
  }

  /** Forgets, with all that belongs to it. */
  CompletionStage<Boolean> remove(ArchiveRecord record) {
    return aside(
        () -> {
          synchronized (records) {
            records.remove(record);
          }
          if (record instanceof Backup backup) {
            damages.remove(backup.id());
          }
          return true;
        });
  }

  /** The same, where nobody waits for it: what stays is cleaned up at the next start. */
  void forget(ArchiveRecord record) {
    remove(record)
        .whenComplete(
            (removed, failure) -> {
              if (failure != null) {
                LOG.warn("the archive: {} is not removed", RecordFiles.pathOf(record), failure);
              }
            });
  }

  /**
   * Fails where the disk is short of room: writes of clients, on the same disk perhaps, come first.
   */
  CompletionStage<Boolean> checkRoom() {
    return aside(
        () -> {
          long free = disk().usableBytes();
          if (free < MIN_FREE_BYTES) {
            throw new IOException(
                "the archive's disk has %,d MB left, and copies leave it %,d"
                    .formatted(free >> 20, MIN_FREE_BYTES >> 20));
          }
          return true;
        });
  }

  /** Takes away what there is of a copy that is begun anew, but its manifest. */
  CompletionStage<Boolean> clear(Backup backup) {
    return aside(
        () -> {
          for (String name : disk().list(RecordFiles.folderOf(backup.id()))) {
            if (name.startsWith("shard-")) {
              disk().delete(RecordFiles.folderOf(backup.id()) + "/" + name);
            }
          }
          return true;
        });
  }

  /** Whether the file that says whether a table has point-in-time recovery is damaged. */
  boolean isSettingUnreadable(long tableId) {
    return damages.containsKey(RecordFiles.pathOf(new Continuous(tableId, 0, 0)));
  }

  /**
   * Looks whether a copy's files are those that were written, as far as their ends tell.
   *
   * @return false where one is not, which is named then
   */
  CompletionStage<Boolean> check(Backup backup) {
    return aside(
        () -> {
          try {
            for (int number = 0; number < backup.parts().size(); number++) {
              CopyFiles.of(disk(), backup, new ShardId(number));
            }
          } catch (DamagedFileException e) {
            damaged(backup.id(), String.valueOf(e.getMessage()));
          }
          return damageOf(backup) == null;
        });
  }
}
