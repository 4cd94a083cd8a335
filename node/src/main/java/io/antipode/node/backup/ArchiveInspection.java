package io.antipode.node.backup;

import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Kind;
import io.antipode.replication.disk.Disk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is damaged in an archive at rest, every byte looked at. What is known of a copy and lies in
 * one of two places alone is not told: a start mends that. Blocks; one thread.
 */
public final class ArchiveInspection {
  /**
   * One thing that is wrong. It can be read by nobody, and stands in nobody's way.
   *
   * @param path of a file, or of the folder of a copy
   * @param what for people
   * @param isLoss whether there is nothing else to have it from; of the copies that point-in-time
   *     recovery makes every day an older one does
   */
  public record Damage(String path, String what, boolean isLoss) {}

  private final Disk disk;
  private final RecordFiles records;

  /**
   * @param disk of the archive
   * @param copies of its records
   */
  public ArchiveInspection(Disk disk, Disk copies) {
    this.disk = disk;
    this.records = new RecordFiles(disk, copies);
  }

  /** Empty where all that is remembered can be restored. */
  public List<Damage> inspect() throws IOException {
    List<Damage> damages = new ArrayList<>();
    RecordFiles.Found found = records.look();
    found.damages().forEach((path, what) -> damages.add(new Damage(path, what, true)));
    for (ArchiveRecord record : found.records()) {
      if (record instanceof Backup backup) {
        String what = CopyFiles.damage(disk, backup);
        if (what != null) {
          damages.add(
              new Damage(
                  RecordFiles.folderOf(backup.id()),
                  "%s: backup %s of table %s can't be restored"
                      .formatted(what, backup.name(), backup.table().name()),
                  backup.kind() != Kind.CONTINUOUS));
        }
      }
    }
    return damages;
  }

  /**
   * Gives up what is damaged.
   *
   * @return where it lies now, on the archive's disk
   */
  public String setAside(Damage damage) throws IOException {
    return records.setAside(damage.path());
  }
}
