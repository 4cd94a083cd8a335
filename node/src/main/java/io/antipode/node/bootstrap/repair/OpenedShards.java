package io.antipode.node.bootstrap.repair;

import io.antipode.replication.disk.AtomicFile;
import io.antipode.replication.disk.Crc;
import io.antipode.replication.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file beside a region's shards that says how many have been opened once: a folder that is
 * absent is then a lost one, and not a new one. Big-endian:
 *
 * <pre>
 *  0                     8        10              12               16
 *  +---------------------+--------+---------------+----------------+--------+
 *  | magic "ANTIPSHD"    | format | zero          | shards         | CRC32C |
 *  |                     |  = 1   |               |                |        |
 *  +---------------------+--------+---------------+----------------+--------+ 20
 * </pre>
 */
final class OpenedShards {
  private static final Logger LOG = LoggerFactory.getLogger(OpenedShards.class);
  static final String FILE = "opened";
  private static final long MAGIC = 0x414e54495053_4844L;
  private static final short FORMAT = 1;
  private static final int CRC_OFFSET = 16;
  private static final int BYTES = 20;

  private OpenedShards() {}

  /** How many shards were opened once; null where nothing says it. Blocks. */
  static @Nullable Integer read(Disk regionFolder) throws IOException {
    ByteBuffer bytes = AtomicFile.read(regionFolder, FILE);
    if (bytes == null) {
      return null;
    }
    if (bytes.limit() != BYTES
        || bytes.getLong(0) != MAGIC
        || bytes.getShort(8) != FORMAT
        || bytes.getInt(CRC_OFFSET) != Crc.of(bytes, 0, CRC_OFFSET)) {
      LOG.warn("damaged file {} at offset 0: not a count of shards; it is written anew", FILE);
      return null;
    }
    return bytes.getInt(12);
  }

  /** Notes that so many shards are there. Blocks. */
  static void write(Disk regionFolder, int shards) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(MAGIC).putShort(FORMAT).putShort((short) 0).putInt(shards);
    bytes.putInt(CRC_OFFSET, Crc.of(bytes, 0, CRC_OFFSET));
    AtomicFile.replace(regionFolder, FILE, bytes.clear());
  }
}
