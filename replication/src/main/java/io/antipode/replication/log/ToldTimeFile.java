package io.antipode.replication.log;

import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The last time that a shard promised to write nothing below, while it had nothing to write. Peers
 * pass over what lies below such a promise, and the log knows nothing of it: without this file a
 * process that is killed and comes back after the wall clock was set back would give out times that
 * nobody fetches any more. Big-endian:
 *
 * <pre>
 *  0              4            12            20       24
 *  +--------------+------------+-------------+--------+
 *  | "TOL" format | time (hlc) | boot id     | CRC32C |
 *  +--------------+------------+-------------+--------+
 * </pre>
 *
 * <p>Never synced: after a power cut the clock starts from its bound ({@link ClockBoundFile}),
 * which lies above all promises. Opened by any thread; then confined to the clock's loop.
 */
public final class ToldTimeFile implements AutoCloseable {
  private static final int FORMAT = 'T' << 24 | 'O' << 16 | 'L' << 8 | 1;
  private static final int HLC_OFFSET = 4;
  private static final int BOOT_OFFSET = 12;
  private static final int CRC_OFFSET = 20;
  private static final int BYTES = 24;

  private final Disk disk;
  private final String path;
  private final ByteBuffer bytes = ByteBuffer.allocate(BYTES);
  private @Nullable DiskFile file;
  private long hlc;

  private ToldTimeFile(Disk disk, String path) {
    this.disk = disk;
    this.path = path;
  }

  /**
   * Reads the file, or begins one. Blocks.
   *
   * @param boundHlc stands in for what can't be read: no promise lies above it
   */
  public static ToldTimeFile open(Disk disk, String path, long boundHlc) throws IOException {
    ToldTimeFile told = new ToldTimeFile(disk, path);
    if (disk.exists(path)) {
      told.file = disk.open(path);
      told.hlc = told.isRead() ? told.found() : boundHlc;
    }
    return told;
  }

  private boolean isRead() throws IOException {
    DiskFile opened = file;
    while (opened != null && bytes.hasRemaining() && opened.read(bytes.position(), bytes) > 0) {
      // A short read is continued.
    }
    return !bytes.hasRemaining() && bytes.getInt(0) == FORMAT && bytes.getInt(CRC_OFFSET) == crc();
  }

  private long found() {
    return bytes.getLong(BOOT_OFFSET) == disk.bootId() ? bytes.getLong(HLC_OFFSET) : 0;
  }

  /** The greatest time told since the machine was switched on, as far as is known. */
  public long hlc() {
    return hlc;
  }

  /** To be called before a promise is made. */
  public void tell(long newHlc) throws IOException {
    if (newHlc <= hlc) {
      return;
    }
    if (file == null) {
      file = disk.create(path);
    }
    bytes.putInt(0, FORMAT).putLong(HLC_OFFSET, newHlc).putLong(BOOT_OFFSET, disk.bootId());
    bytes.putInt(CRC_OFFSET, crc());
    file.write(0, bytes.clear());
    hlc = newHlc;
  }

  private int crc() {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().clear().limit(CRC_OFFSET));
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
