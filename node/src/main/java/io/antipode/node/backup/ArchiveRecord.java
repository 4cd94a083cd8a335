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

  /**
   * What goes between a table and a bucket: an export, an import, or a bulk operation. It is kept
   * after its end as well, so that its outcome can be told.
   *
   * @param id as AWS has it: 14 digits, a dash and 8 hexadecimal digits
   * @param tableName of the table, which may be gone by now
   * @param request what was asked for, as JSON
   * @param startMs when it was asked for
   * @param endMs when it ended, 0 while it is under way
   * @param fromMs of an incremental export: its inclusive beginning; else 0
   * @param toMs of an export: the moment that it shows; else 0
   * @param copyId of the copy that an export reads; empty while none is chosen
   * @param doneKey of an import or bulk operation: the last object of which all was read; empty for
   *     none
   * @param failureCode why it failed, or empty
   */
  record Transfer(
      Direction direction,
      String id,
      long tableId,
      String tableName,
      String request,
      long startMs,
      long endMs,
      long fromMs,
      long toMs,
      State state,
      String copyId,
      String doneKey,
      String failureCode,
      String failureMessage,
      Counts counts)
      implements ArchiveRecord {
    /** Which way it goes. */
    public enum Direction {
      EXPORT,
      IMPORT,
      BULK
    }

    /**
     * How far it is.
     *
     * <pre>
     *   IN_PROGRESS ─▶ COMPLETED | COMPLETED_WITH_ERRORS | FAILED
     *        └──▶ CANCELLING ─▶ CANCELLED
     * </pre>
     */
    public enum State {
      IN_PROGRESS,
      CANCELLING,
      COMPLETED,
      COMPLETED_WITH_ERRORS,
      CANCELLED,
      FAILED;

      public boolean isOver() {
        return compareTo(CANCELLING) > 0;
      }
    }

    /**
     * Counts of a transfer, up to {@code doneKey}, or all.
     *
     * @param processed items that were read
     * @param done items that were written
     * @param failed items that could not be
     * @param bytes that were read or written, by DynamoDB's rules of size in an export, else of the
     *     objects
     * @param totalBytes of the objects that there are to read
     * @param itemBytes of the items that were written, by DynamoDB's rules of size
     */
    public record Counts(
        long processed, long done, long failed, long bytes, long totalBytes, long itemBytes) {
      public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);
    }

    public boolean isOver() {
      return state.isOver();
    }

    public Transfer withState(State newState) {
      return with(newState, endMs, copyId, doneKey, failureCode, failureMessage, counts);
    }

    public Transfer withCopy(String newCopyId) {
      return with(state, endMs, newCopyId, doneKey, failureCode, failureMessage, counts);
    }

    public Transfer withCounts(String newDoneKey, Counts newCounts) {
      return with(state, endMs, copyId, newDoneKey, failureCode, failureMessage, newCounts);
    }

    public Transfer ended(State newState, long newEndMs) {
      return with(newState, newEndMs, copyId, doneKey, failureCode, failureMessage, counts);
    }

    public Transfer failed(long newEndMs, String code, String message) {
      return with(State.FAILED, newEndMs, copyId, doneKey, code, message, counts);
    }

    private Transfer with(
        State newState,
        long newEndMs,
        String newCopyId,
        String newDoneKey,
        String code,
        String message,
        Counts newCounts) {
      return new Transfer(
          direction,
          id,
          tableId,
          tableName,
          request,
          startMs,
          newEndMs,
          fromMs,
          toMs,
          newState,
          newCopyId,
          newDoneKey,
          code,
          message,
          newCounts);
    }
  }
}
