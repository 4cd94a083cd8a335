package io.antipode.node.backup;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Continuous;
import io.antipode.node.backup.ArchiveRecord.Deletion;
import io.antipode.node.backup.ArchiveRecord.Part;
import io.antipode.node.backup.ArchiveRecord.PartFile;
import io.antipode.node.backup.ArchiveRecord.Restore;
import io.antipode.node.storage.ShardOptions;
import io.antipode.replication.checkpoint.Checkpoint;
import io.antipode.replication.checkpoint.Checkpoints;
import io.antipode.replication.disk.AtomicFile;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.loop.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
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
 * </pre>
 *
 * <p>A copy without a manifest is what a removal or a crash has left, and goes at the next start.
 * Any thread; what it gives completes on the archive's loop.
 */
final class Archive {
  private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
  private static final String BACKUPS = "backups";
  private static final String RESTORES = "restores";
  private static final String CONTINUOUS = "continuous";
  private static final String DELETIONS = "deletions";
  private static final String MANIFEST = "/manifest";

  /** What copies leave of the disk: more than what writes are refused with. */
  private static final long MIN_FREE_BYTES = 2 * ShardOptions.DEFAULT_MIN_FREE_BYTES;

  private final ArchivePorts ports;
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

  Archive(ArchivePorts ports) {
    this.ports = ports;
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

  /** All that is remembered; cleans up behind removals and crashes on the way. */
  CompletionStage<List<ArchiveRecord>> load() {
    return aside(
        () -> {
          List<ArchiveRecord> records = new ArrayList<>();
          for (String id : disk().list(BACKUPS)) {
            String folder = BACKUPS + "/" + id;
            if (disk().exists(folder + MANIFEST)) {
              read(folder + MANIFEST, records);
            } else {
              disk().delete(folder);
            }
          }
          for (String folder : List.of(RESTORES, CONTINUOUS, DELETIONS)) {
            for (String name : disk().list(folder)) {
              read(folder + "/" + name, records);
            }
          }
          return records;
        });
  }

  /** What is damaged is told, and left for a person to look at. */
  private void read(String path, List<ArchiveRecord> into) throws IOException {
    ByteBuffer bytes = path.endsWith(".new") ? null : AtomicFile.read(disk(), path);
    if (bytes != null) {
      try {
        into.add(ArchiveCodec.decode(path, bytes));
      } catch (DamagedFileException damaged) {
        LOG.error("the archive: {}", damaged.getMessage());
        unreadable.add(path);
      }
    }
  }

  /** Remembers; durable when it completes. */
  CompletionStage<Boolean> save(ArchiveRecord record) {
    ByteBuffer bytes = ArchiveCodec.encode(record);
    return aside(
        () -> {
          AtomicFile.replace(disk(), pathOf(record), bytes);
          if (record instanceof Backup) {
            disk().syncFolder(BACKUPS);
          }
          disk().syncFolder("");
          return true;
        });
  }

  /** Forgets, with all that belongs to it. */
  CompletionStage<Boolean> remove(ArchiveRecord record) {
    return aside(
        () -> {
          String path = pathOf(record);
          String folder = path.substring(0, path.lastIndexOf('/'));
          disk().delete(path);
          if (disk().exists(folder)) {
            disk().syncFolder(folder);
          }
          if (record instanceof Backup) {
            disk().delete(folder);
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
                LOG.warn("the archive: {} is not removed", pathOf(record), failure);
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
          String folder = BACKUPS + "/" + backup.id();
          for (String name : disk().list(folder)) {
            if (!MANIFEST.endsWith(name)) {
              disk().delete(folder + "/" + name);
            }
          }
          return true;
        });
  }

  /** Whether the file that says whether a table has point-in-time recovery is damaged. */
  boolean isSettingUnreadable(long tableId) {
    return unreadable.contains(CONTINUOUS + "/" + hex(tableId));
  }

  private static String pathOf(ArchiveRecord record) {
    return switch (record) {
      case Backup backup -> BACKUPS + "/" + backup.id() + MANIFEST;
      case Restore restore -> RESTORES + "/" + hex(restore.tableId());
      case Continuous continuous -> CONTINUOUS + "/" + hex(continuous.tableId());
      case Deletion deletion -> DELETIONS + "/" + hex(deletion.tableId());
    };
  }

  private static String hex(long tableId) {
    return "%016x".formatted(tableId);
  }

  static String folderOf(String backupId, ShardId shard) {
    return BACKUPS + "/" + backupId + "/" + shard;
  }

  /**
   * The files of a shard's part, in the order in which they count. Blocks.
   *
   * @throws DamagedFileException where they are not those that were written
   */
  List<Checkpoint> files(Backup backup, ShardId shard) throws IOException {
    String folder = folderOf(backup.id(), shard);
    List<DamagedFileException> damaged = new ArrayList<>();
    List<Checkpoint> found = Checkpoints.list(disk(), folder, damaged::add).reversed();
    if (!damaged.isEmpty()) {
      throw damaged.getFirst();
    }
    Part part = backup.parts().get(shard.number());
    List<PartFile> there =
        found.stream()
            .map(
                each ->
                    new PartFile(each.header().logPosition(), each.entries(), each.lengthBytes()))
            .toList();
    if (!there.equals(part.files())) {
      throw new DamagedFileException(
          folder, 0, "there are " + there + " in place of " + part.files());
    }
    return found;
  }
}
