package io.antipode.node.backup;

import io.antipode.cluster.catalog.TableDescriptor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the archive remembers beside the items: a small file each. */
public sealed interface ArchiveRecord {
  /**
   * A copy of a table.
   *
   * @param id of 14 digits, a dash and 8 hexadecimal digits, as AWS has them
   * @param name that its maker gave it
   * @param finished whether all of it is there
   * @param createdAtMs when it was asked for
   * @param expiresAtMs when it goes by itself, 0 for never
   * @param instantHlc every write up to this hybrid logical time is in it, and none above; 0 while
   *     it is not finished
   * @param items that the table had when it was asked for
   * @param bytes the same, by DynamoDB's rules of size
   * @param table as it was then
   * @param parts of each shard, by number; empty while it is not finished
   */
  record Backup(
      String id,
      String name,
      Kind kind,
      boolean finished,
      long createdAtMs,
      long expiresAtMs,
      long instantHlc,
      long items,
      long bytes,
      TableDescriptor table,
      List<Part> parts)
      implements ArchiveRecord {
    public Backup {
      parts = List.copyOf(parts);
    }

    /** A new id, of the moment and of chance. */
    public static String idOf(long nowMs, long entropy) {
      return "%014d-%08x".formatted(nowMs, (int) entropy);
    }

    Backup finished(long instant, List<Part> newParts) {
      return new Backup(
          id, name, kind, true, createdAtMs, expiresAtMs, instant, items, bytes, table, newParts);
    }
  }

  /** Why there is a copy. */
  enum Kind {
    /** A client asked for it. */
    USER,

    /** What is left of a table with point-in-time recovery that was deleted. */
    SYSTEM,

    /** What point-in-time recovery begins with; clients don't see it. */
    CONTINUOUS
  }

  /**
   * One shard's part of a copy.
   *
   * @param logPosition of the last record of the shard's log that is in it
   * @param files in the order in which they count: what a later one says of an item is so
   */
  record Part(long logPosition, List<PartFile> files) {
    public Part {
      files = List.copyOf(files);
    }
  }

  /**
   * A file in the layout of checkpoints.
   *
   * @param position that names it
   */
  record PartFile(long position, long entries, long lengthBytes) {}

  /**
   * A restore that is not finished.
   *
   * @param tableId of the new table
   * @param sourceTableArn of the one that was copied
   * @param backupArn of the backup that was asked for; null for a point in time
   * @param copyId of what is read first
   * @param untilHlc every write of the log up to this time follows; 0 for none
   * @param restoreToMs the moment that the new table shows
   */
  record Restore(
      long tableId,
      String sourceTableArn,
      @Nullable String backupArn,
      String copyId,
      long untilHlc,
      long restoreToMs)
      implements ArchiveRecord {}

  /**
   * That a table has point-in-time recovery.
   *
   * @param enabledAtMs since when
   * @param days how far back
   */
  record Continuous(long tableId, long enabledAtMs, int days) implements ArchiveRecord {}

  /**
   * That a table is to be deleted in this region, once its last copy is there.
   *
   * @param lastCopyId of that copy
   */
  record Deletion(long tableId, String lastCopyId) implements ArchiveRecord {}
}
