package io.antipode.node.storage.recovery;

import io.antipode.replication.disk.AtomicFile;
import io.antipode.replication.disk.Crc;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.log.Standing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What builds before {@link LogRecord} kept beside the log, in files of their own (by {@code stale}
 * a repair says, too, that peers have to fill a new log). They are read when such a folder is
 * opened: the standing and the last promise become records at once and their files go; where tables
 * were wiped must be known for as long as the log before is replayed, so that file goes when a
 * checkpoint covers it. Big-endian:
 *
 * <pre>
 *  suspect, stale   empty: the standing, current where neither is there
 *
 *  told   0              4            12            20       24
 *         +--------------+------------+-------------+--------+
 *         | "TOL" format | time (hlc) | boot id     | CRC32C |
 *         +--------------+------------+-------------+--------+
 *
 *  wiped  0                     8        12       16
 *         +---------------------+--------+--------+------------------------------------------
 *         | magic "ANTIPWIP"    | CRC32C | count  | each: table id (8), last log position (8)
 *         +---------------------+--------+--------+------------------------------------------
 * </pre>
 *
 * <p>Blocks, on the thread that recovers; then any, one at a time.
 */
public final class SideFiles {
  private static final int TOLD_FORMAT = 'T' << 24 | 'O' << 16 | 'L' << 8 | 1;
  private static final int TOLD_CRC_OFFSET = 20;
  private static final int TOLD_BYTES = 24;
  private static final long WIPED_MAGIC = 0x414e54495057_4950L;
  private static final int WIPED_CRC_OFFSET = 8;
  private static final int WIPED_HEADER_BYTES = 16;
  private static final int WIPED_ENTRY_BYTES = 16;

  private final Disk disk;
  private final String folder;
  private final List<LogRecord> records = new ArrayList<>();
  private final Map<Long, Long> wipedUpTo = new TreeMap<>();

  private SideFiles(Disk disk, String folder) {
    this.disk = disk;
    this.folder = folder;
  }

  /**
   * Reads them.
   *
   * @param boundHlc stands in for a promise that can't be read: none lies above it
   * @param lastPosition of the log: a power cut may have taken what was wiped
   * @throws DamagedFileException where the list of wiped tables is not what was written
   */
  static SideFiles open(Disk disk, String folder, long boundHlc, long lastPosition)
      throws IOException {
    SideFiles files = new SideFiles(disk, folder);
    files.readStanding();
    files.readTold(boundHlc);
    files.readWiped(lastPosition);
    return files;
  }

  /** Copies a folder's files, but the promise: the clock's bound lies above it. Blocks. */
  static void copyWithoutPromise(Disk disk, String folder, String toFolder) throws IOException {
    SideFiles from = new SideFiles(disk, folder);
    SideFiles to = new SideFiles(disk, toFolder);
    for (Standing standing : Standing.values()) {
      if (disk.exists(from.pathOf(standing))) {
        disk.create(to.pathOf(standing)).close();
      }
    }
    ByteBuffer wiped = AtomicFile.read(disk, from.wipedPath());
    if (wiped != null) {
      AtomicFile.replace(disk, to.wipedPath(), wiped);
    }
  }

  private void readStanding() throws IOException {
    for (Standing standing : Standing.values()) {
      if (standing != Standing.CURRENT && disk.exists(pathOf(standing))) {
        records.add(new LogRecord.Stands(standing));
      }
    }
  }

  private void readTold(long boundHlc) throws IOException {
    ByteBuffer bytes = AtomicFile.read(disk, toldPath());
    if (bytes == null) {
      return;
    }
    boolean whole =
        bytes.limit() >= TOLD_BYTES
            && bytes.getInt(0) == TOLD_FORMAT
            && bytes.getInt(TOLD_CRC_OFFSET) == Crc.of(bytes, 0, TOLD_CRC_OFFSET);
    records.add(new LogRecord.Told(whole ? bytes.getLong(4) : boundHlc));
  }

  private void readWiped(long lastPosition) throws IOException {
    ByteBuffer bytes = AtomicFile.read(disk, wipedPath());
    if (bytes == null) {
      return;
    }
    if (bytes.limit() < WIPED_HEADER_BYTES
        || bytes.getLong(0) != WIPED_MAGIC
        || bytes.getInt(WIPED_CRC_OFFSET) != crcOfWiped(bytes)
        || bytes.limit() != WIPED_HEADER_BYTES + bytes.getInt(12) * WIPED_ENTRY_BYTES) {
      throw new DamagedFileException(wipedPath(), 0, "not a list of wiped tables");
    }
    boolean beyond = false;
    bytes.position(WIPED_HEADER_BYTES);
    while (bytes.hasRemaining()) {
      long tableId = bytes.getLong();
      long position = bytes.getLong();
      beyond |= position > lastPosition;
      wipedUpTo.put(tableId, Math.min(position, lastPosition));
    }
    if (beyond) {
      writeWiped();
    }
  }

  private void writeWiped() throws IOException {
    int length = WIPED_HEADER_BYTES + wipedUpTo.size() * WIPED_ENTRY_BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(length);
    bytes.putLong(WIPED_MAGIC).putInt(0).putInt(wipedUpTo.size());
    wipedUpTo.forEach((id, position) -> bytes.putLong(id).putLong(position));
    bytes.putInt(WIPED_CRC_OFFSET, crcOfWiped(bytes));
    AtomicFile.replace(disk, wipedPath(), bytes.clear());
  }

  private static int crcOfWiped(ByteBuffer bytes) {
    return Crc.of(bytes, WIPED_CRC_OFFSET + Integer.BYTES, bytes.limit());
  }

  /** Whether what a table had at a position of the log, or in a checkpoint as of it, is gone. */
  boolean isGone(long tableId, long position) {
    return !wipedUpTo.isEmpty() && position <= wipedUpTo.getOrDefault(tableId, 0L);
  }

  /** What the log doesn't say yet. */
  List<LogRecord> records() {
    return List.copyOf(records);
  }

  /** {@link #records} are durable in the log: their files go. */
  void logged() throws IOException {
    if (records.isEmpty()) {
      return;
    }
    for (Standing standing : Standing.values()) {
      disk.delete(pathOf(standing));
    }
    disk.delete(toldPath());
    disk.syncFolder(folder);
    records.clear();
  }

  /** Nothing before a position of the log is replayed any more. */
  public void covered(long position) throws IOException {
    if (!wipedUpTo.isEmpty() && wipedUpTo.values().stream().allMatch(last -> last <= position)) {
      disk.delete(wipedPath());
      disk.syncFolder(folder);
      wipedUpTo.clear();
    }
  }

  /** Where a shard's folder says that its standing is stale. */
  static String staleFile(String shardFolder) {
    return shardFolder + "/stale";
  }

  private String pathOf(Standing standing) {
    return folder
        + switch (standing) {
          case CURRENT -> "/current";
          case SUSPECT -> "/suspect";
          case STALE -> "/stale";
        };
  }

  private String toldPath() {
    return folder + "/told";
  }

  private String wipedPath() {
    return folder + "/wiped";
  }
}
