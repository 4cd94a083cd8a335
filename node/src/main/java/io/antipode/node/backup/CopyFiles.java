package io.antipode.node.backup;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.PartFile;
import io.antipode.replication.checkpoint.Checkpoint;
import io.antipode.replication.checkpoint.CheckpointReader;
import io.antipode.replication.checkpoint.Checkpoints;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.Disk.DiskFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a finished copy, held to what its manifest says of them. Three looks, each dearer
 * than the one before: whether they are there and as long as they were, for all copies at a start;
 * whether they begin and end as they did, before a restore; whether all of their bytes are what
 * they were, in a restore and a repair. Blocks; any thread.
 */
final class CopyFiles {
  private CopyFiles() {}

  static String folderOf(String backupId, ShardId shard) {
    return RecordFiles.folderOf(backupId) + "/" + shard;
  }

  /** Which file is not there, or not as long as it was; null where all are. */
  static @Nullable String missing(Disk disk, Backup backup) throws IOException {
    for (int number = 0; number < backup.parts().size(); number++) {
      String folder = folderOf(backup.id(), new ShardId(number));
      for (PartFile file : backup.parts().get(number).files()) {
        String path = Checkpoints.pathOf(folder, file.position());
        long lengthBytes = disk.exists(path) ? lengthOf(disk, path) : -1;
        if (lengthBytes != file.lengthBytes()) {
          return "%s of backup %s of table %s %s"
              .formatted(
                  path,
                  backup.name(),
                  backup.table().name(),
                  lengthBytes < 0
                      ? "is gone"
                      : "has %d bytes in place of %d".formatted(lengthBytes, file.lengthBytes()));
        }
      }
    }
    return null;
  }

  private static long lengthOf(Disk disk, String path) throws IOException {
    try (DiskFile file = disk.open(path)) {
      return file.length();
    }
  }

  /**
   * Those of a shard's part, in the order in which they count.
   *
   * @throws DamagedFileException where they are not those that were written
   */
  static List<Checkpoint> of(Disk disk, Backup backup, ShardId shard) throws IOException {
    String folder = folderOf(backup.id(), shard);
    List<DamagedFileException> damaged = new ArrayList<>();
    List<Checkpoint> found = Checkpoints.list(disk, folder, damaged::add).reversed();
    if (!damaged.isEmpty()) {
      throw damaged.getFirst();
    }
    List<PartFile> there =
        found.stream()
            .map(
                each ->
                    new PartFile(each.header().logPosition(), each.entries(), each.lengthBytes()))
            .toList();
    List<PartFile> written = backup.parts().get(shard.number()).files();
    if (!there.equals(written)) {
      throw new DamagedFileException(folder, 0, "there are " + there + " in place of " + written);
    }
    return found;
  }

  /** Reads every byte; what is wrong, or null. */
  static @Nullable String damage(Disk disk, Backup backup) throws IOException {
    try {
      for (int number = 0; number < backup.parts().size(); number++) {
        for (Checkpoint file : of(disk, backup, new ShardId(number))) {
          CheckpointReader.readAll(disk, file, entry -> {});
        }
      }
      return null;
    } catch (DamagedFileException e) {
      return e.getMessage();
    }
  }
}
