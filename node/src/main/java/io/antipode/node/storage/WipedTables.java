package io.antipode.node.storage;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Where in the log each deleted table's content ended. A replica that was removed may come back
 * under the same table id, while the log and the checkpoints still hold what it held before: the
 * next recovery must not bring that back. Big-endian, replaced atomically:
 *
 * <pre>
 *  0                     8        12       16
 *  +---------------------+--------+--------+------------------------------------------
 *  | magic "ANTIPWIP"    | CRC32C | count  | each: table id (8), last log position (8)
 *  +---------------------+--------+--------+------------------------------------------
 * </pre>
 *
 * <p>The checksum is of all that follows it. Blocks; first on the thread that recovers, then on the
 * shard's loop: tables are dropped seldom.
 */
final class WipedTables {
  private static final long MAGIC = 0x414e54495057_4950L;
  private static final int HEADER_BYTES = 16;
  private static final int ENTRY_BYTES = 16;

  private final Disk disk;
  private final String folder;
  private final String path;
  private final Map<Long, Long> lastPositions = new TreeMap<>();

  private WipedTables(Disk disk, String folder) {
    this.disk = disk;
    this.folder = folder;
    this.path = folder + "/wiped";
  }

  /**
   * @throws DamagedFileException where the file is not what was written
   */
  static WipedTables open(Disk disk, String folder) throws IOException {
    WipedTables wiped = new WipedTables(disk, folder);
    if (disk.exists(wiped.path)) {
      wiped.read();
    }
    return wiped;
  }

  private void read() throws IOException {
    ByteBuffer bytes;
    try (DiskFile file = disk.open(path)) {
      bytes = ByteBuffer.allocate(Math.toIntExact(file.length()));
      while (bytes.hasRemaining() && file.read(bytes.position(), bytes) > 0) {
        // A short read is continued.
      }
    }
    bytes.flip();
    if (bytes.limit() < HEADER_BYTES
        || bytes.getLong(0) != MAGIC
        || bytes.getInt(8) != crcOf(bytes)
        || bytes.limit() != HEADER_BYTES + bytes.getInt(12) * ENTRY_BYTES) {
      throw new DamagedFileException(path, 0, "not a list of wiped tables");
    }
    bytes.position(HEADER_BYTES);
    while (bytes.hasRemaining()) {
      lastPositions.put(bytes.getLong(), bytes.getLong());
    }
  }

  /** Whether what the table had at a position of the log, or in a checkpoint as of it, is gone. */
  boolean isGone(long tableId, long position) {
    return position <= lastPositions.getOrDefault(tableId, 0L);
  }

  /** The table's content up to a position is gone, durably once this returns. */
  void wipe(long tableId, long lastPosition) throws IOException {
    lastPositions.put(tableId, lastPosition);
    write();
  }

  /**
   * After recovery: what is deleted now counts up to the log's end, in case the process died before
   * it could say so; and nothing counts beyond it, where a power cut took the log's tail.
   */
  void recovered(CatalogView catalog, long lastPosition) throws IOException {
    Map<Long, Long> before = Map.copyOf(lastPositions);
    lastPositions.replaceAll((id, position) -> Math.min(position, lastPosition));
    for (TableDescriptor table : catalog.all()) {
      if (table.status() == TableStatus.DELETED) {
        lastPositions.put(table.id(), lastPosition);
      }
    }
    if (!before.equals(lastPositions)) {
      write();
    }
  }

  private void write() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + lastPositions.size() * ENTRY_BYTES);
    bytes.putLong(MAGIC).putInt(0).putInt(lastPositions.size());
    lastPositions.forEach((id, position) -> bytes.putLong(id).putLong(position));
    bytes.flip();
    bytes.putInt(8, crcOf(bytes));
    String temporary = path + ".new";
    disk.delete(temporary);
    try (DiskFile file = disk.create(temporary)) {
      file.write(0, bytes);
      file.sync();
    }
    disk.rename(temporary, path);
    disk.syncFolder(folder);
  }

  private static int crcOf(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().position(12));
    return (int) crc.getValue();
  }
}
