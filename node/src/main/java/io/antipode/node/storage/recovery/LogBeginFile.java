package io.antipode.node.storage.recovery;

import io.antipode.replication.disk.AtomicFile;
import io.antipode.replication.disk.Crc;
import io.antipode.replication.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file beside a shard's log that says where the log begins: it is written before old
 * segments are dropped. A log that begins later has lost some. What items there are needs none of
 * those that a checkpoint covers, so the shard serves; but the past is shorter than was promised,
 * and that is said. A log without such a file is one that was never shortened, or of a build that
 * kept none: nothing is said of it. Big-endian:
 *
 * <pre>
 *  0                     8        10              16                  24
 *  +---------------------+--------+---------------+-------------------+--------+
 *  | magic "ANTIPBEG"    | format | zero          | first position    | CRC32C |
 *  |                     |  = 1   |               | of the log        |        |
 *  +---------------------+--------+---------------+-------------------+--------+ 28
 * </pre>
 *
 * <p>Blocks; any thread, one at a time.
 */
public final class LogBeginFile {
  private static final Logger LOG = LoggerFactory.getLogger(LogBeginFile.class);
  private static final long MAGIC = 0x414e54495042_4547L;
  private static final short FORMAT = 1;
  private static final int POSITION_OFFSET = 16;
  private static final int CRC_OFFSET = 24;
  private static final int BYTES = 28;

  private final Disk disk;
  private final String path;

  public LogBeginFile(Disk disk, String path) {
    this.disk = disk;
    this.path = path;
  }

  /**
   * Holds a log that has been opened to what is known of its begin, and takes its own from then on.
   *
   * @param folder of the log, for people
   * @return what is gone, null where nothing is
   */
  public @Nullable String check(String folder, long firstPosition) throws IOException {
    long known = read();
    if (known != firstPosition) {
      write(firstPosition);
    }
    if (known == 0 || firstPosition <= known) {
      return null;
    }
    String gone =
        "%s: the files with records %d to %d are gone; no item needs them, but streams, peers that were away and point-in-time recovery have lost that past"
            .formatted(folder, known, firstPosition - 1);
    LOG.error("{}", gone);
    return gone;
  }

  /** Where the log began; 0 where nothing says it. */
  private long read() throws IOException {
    ByteBuffer bytes = AtomicFile.read(disk, path);
    if (bytes == null) {
      return 0;
    }
    if (bytes.limit() != BYTES
        || bytes.getLong(0) != MAGIC
        || bytes.getShort(8) != FORMAT
        || bytes.getInt(CRC_OFFSET) != Crc.of(bytes, 0, CRC_OFFSET)) {
      LOG.warn("damaged file {} at offset 0: not a log's begin; it is written anew", path);
      return 0;
    }
    return bytes.getLong(POSITION_OFFSET);
  }

  /** Notes where the log begins from now on; durable when it returns. */
  public void write(long firstPosition) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(MAGIC).putShort(FORMAT).position(POSITION_OFFSET);
    bytes.putLong(firstPosition);
    bytes.putInt(CRC_OFFSET, Crc.of(bytes, 0, CRC_OFFSET));
    AtomicFile.replace(disk, path, bytes.clear());
  }
}
