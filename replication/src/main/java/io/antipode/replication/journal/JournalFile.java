package io.antipode.replication.journal;

import io.antipode.replication.disk.Crc;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The journal's one file: a header, then frames anywhere behind it ({@link JournalFrame}). It is
 * filled with zeros and synced before it gets its name, and its length never changes, so that a
 * sync has nothing to write but a frame. Big-endian.
 *
 * <pre>
 *  0               8        10       16              24              28
 *  +---------------+--------+--------+---------------+---------------+---------+-------+--------
 *  | "ANTIPJNL"    | format |  0 …   | salt          | length of     | CRC32C  |  0 …  | frames
 *  |               |  = 1   |        |               | the file      | of 0–27 |       | …
 *  +---------------+--------+--------+---------------+---------------+---------+-------+-------- 512
 * </pre>
 */
final class JournalFile implements AutoCloseable {
  static final String PATH = "journal";
  static final int HEADER_BYTES = 512;

  /** An empty file, there while a journal is: without it a journal that is gone was never there. */
  static final String BEGUN = PATH + ".begun";

  private static final String UNFINISHED = PATH + ".new";
  private static final long MAGIC = 0x414e5449504a_4e4cL;
  private static final short FORMAT = 1;
  private static final int CRC_AT = 28;
  private static final int CHUNK_BYTES = 1 << 20;

  private final DiskFile file;

  private JournalFile(DiskFile file) {
    this.file = file;
  }

  /** What a journal's file holds. */
  record Content(long salt, ByteBuffer bytes) {}

  /** Makes a new journal; there must be none. Durable when this returns. Blocks. */
  static JournalFile create(Disk disk, long salt, int lengthBytes) throws IOException {
    disk.delete(UNFINISHED);
    try (DiskFile file = disk.create(UNFINISHED)) {
      ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(CHUNK_BYTES, lengthBytes));
      for (int at = 0; at < lengthBytes; at += zeros.capacity()) {
        file.write(at, zeros.clear().limit(Math.min(zeros.capacity(), lengthBytes - at)));
      }
      file.write(0, header(salt, lengthBytes));
      file.sync();
    }
    disk.rename(UNFINISHED, PATH);
    disk.syncFolder("");
    if (!disk.exists(BEGUN)) {
      disk.create(BEGUN).close();
      disk.syncFolder("");
    }
    return new JournalFile(disk.open(PATH));
  }

  static ByteBuffer header(long salt, int lengthBytes) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.putLong(0, MAGIC).putShort(8, FORMAT).putLong(16, salt).putInt(24, lengthBytes);
    return header.putInt(CRC_AT, Crc.of(header, 0, CRC_AT));
  }

  /**
   * Reads a journal that an earlier run left; null where there is none. Blocks.
   *
   * @throws DamagedFileException where the header is not what was written, the file is shorter, or
   *     gone
   */
  static @Nullable Content read(Disk disk) throws IOException {
    if (!disk.exists(PATH)) {
      if (disk.exists(BEGUN)) {
        throw new DamagedFileException(PATH, 0, "gone, and the last run had one");
      }
      return null;
    }
    try (DiskFile file = disk.open(PATH)) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.length()));
      file.readFully(0, bytes);
      bytes.flip();
      if (bytes.limit() < HEADER_BYTES
          || bytes.getLong(0) != MAGIC
          || bytes.getShort(8) != FORMAT
          || bytes.getInt(CRC_AT) != Crc.of(bytes, 0, CRC_AT)
          || bytes.getInt(24) != bytes.limit()) {
        throw new DamagedFileException(PATH, 0, "not a journal, or not all of it");
      }
      return new Content(bytes.getLong(16), bytes);
    }
  }

  /** Removes the journal; durable when this returns. Nothing of it may be needed. Blocks. */
  static void drop(Disk disk) throws IOException {
    disk.delete(UNFINISHED);
    if (disk.exists(BEGUN)) {
      disk.delete(BEGUN);
      disk.syncFolder("");
    }
    disk.delete(PATH);
    disk.syncFolder("");
  }

  /** Writes a frame and makes it durable. A failure is fatal and never tried again. Blocks. */
  void write(int offset, ByteBuffer frame) throws IOException {
    file.write(offset, frame);
    file.sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
