package io.antipode.replication.log;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.disk.Crc;
import io.antipode.replication.disk.Disk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a segment file begins with, twice: one sector holds both copies, so a torn write leaves both
 * or neither, and a single valid copy means damage. Big-endian.
 *
 * <pre>
 *  0                                  8        10       12       13
 *  +----------------------------------+--------+--------+--------+-------
 *  | magic "ANTIPLOG"                 | format | shard  | region | 0 …
 *  |                                  |  = 1   |        | length |
 *  +----------------------------------+--------+--------+--------+------- 16
 *  | first position                   | greatest own time before the segment
 *  +----------------------------------+---------------------------------- 32
 *  | greatest time before the segment | position synced when it was created
 *  +----------------------------------+---------------------------------- 48
 *  | boot id                          | region name, zero-padded to 32 bytes …
 *  +----------------------------------+---------------------------------- 88
 *  | 0 …                                               | CRC32C of 0..123
 *  +---------------------------------------------------+----------------- 128
 * </pre>
 *
 * @param shard number of the shard
 * @param self the region that the log belongs to
 * @param firstPosition of the records in it
 * @param ownHlcBefore greatest hybrid logical time of the region's own mutations in earlier
 *     segments, 0 for none
 * @param hlcBefore greatest hybrid logical time of any mutation in earlier segments, 0 for none
 * @param syncedPosition everything up to it was durable when the segment was created
 * @param bootId {@link Disk#bootId} of the run that wrote the segment
 */
record SegmentHeader(
    int shard,
    Region self,
    long firstPosition,
    long ownHlcBefore,
    long hlcBefore,
    long syncedPosition,
    long bootId) {
  /** Both copies. */
  static final int BYTES = 256;

  private static final int COPY_BYTES = 128;
  private static final long MAGIC = 0x414e5449504c4f47L;
  private static final short FORMAT = 1;
  private static final int NAME_OFFSET = 56;
  private static final int CRC_OFFSET = 124;

  ByteBuffer encode() {
    byte[] name = self.name().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(MAGIC).putShort(FORMAT).putShort((short) shard).put((byte) name.length);
    bytes.putLong(16, firstPosition);
    bytes.putLong(24, ownHlcBefore);
    bytes.putLong(32, hlcBefore);
    bytes.putLong(40, syncedPosition);
    bytes.putLong(48, bootId);
    bytes.put(NAME_OFFSET, name);
    bytes.putInt(CRC_OFFSET, crcOf(bytes, 0));
    bytes.put(COPY_BYTES, bytes, 0, COPY_BYTES);
    return bytes.clear();
  }

  /** Whether just one of the two copies is valid. */
  static boolean differ(ByteBuffer bytes) {
    return isValid(bytes, 0) != isValid(bytes, COPY_BYTES);
  }

  private static boolean isValid(ByteBuffer bytes, int at) {
    return bytes.getLong(at) == MAGIC && bytes.getInt(at + CRC_OFFSET) == crcOf(bytes, at);
  }

  /** Reads a header from its 256 bytes, or says null where they are none. */
  static @Nullable SegmentHeader decode(ByteBuffer bytes) {
    int nameLength = bytes.get(12);
    if (!isValid(bytes, 0)
        || bytes.getShort(8) != FORMAT
        || nameLength < 0
        || nameLength > Region.MAX_NAME_BYTES) {
      return null;
    }
    byte[] name = new byte[nameLength];
    bytes.get(NAME_OFFSET, name);
    return new SegmentHeader(
        bytes.getShort(10),
        new Region(new String(name, StandardCharsets.US_ASCII)),
        bytes.getLong(16),
        bytes.getLong(24),
        bytes.getLong(32),
        bytes.getLong(40),
        bytes.getLong(48));
  }

  private static int crcOf(ByteBuffer bytes, int at) {
    return Crc.of(bytes, at, at + CRC_OFFSET);
  }
}
