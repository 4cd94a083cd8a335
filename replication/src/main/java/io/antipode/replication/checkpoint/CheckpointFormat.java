package io.antipode.replication.checkpoint;

import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.disk.Crc;
import io.antipode.replication.log.LogState;
import io.antipode.replication.log.Standing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The byte layout of a checkpoint file: a header, blocks of entries in ascending key order, a
 * footer. Big-endian. Every part begins with the CRC32C of all that follows in it.
 *
 * <pre>
 *  header   0        4        8                 16       18       20       21       22
 *           +--------+--------+-----------------+--------+--------+--------+--------+-----
 *           | CRC32C | length | magic           | format | shard  | region | water- | standing, 0
 *           |        | of all | "ANTIPCKP"      |  = 3   | number | length | marks  |
 *           +--------+--------+-----------------+--------+--------+--------+--------+----- 24
 *           | log position    | greatest own time | created at, ms | tombstone floor  56
 *           | last promise  64
 *           | region name | for each origin by name: length (1), name, watermark (8)
 *           +------------------------------------------
 *
 *  block    +--------+--------+--------+--------+---------------------------------------
 *           | CRC32C | length | number | count  | entries: MutationCodec's layout each …
 *           |        | of all | 0,1,…  |        |
 *           +--------+--------+--------+--------+--------------------------------------- 16
 *
 *  footer   +--------+--------+--------+--------+-----------------+---------------+
 *           | CRC32C | length | number | blocks | entries         | CRC32C of all |
 *           |        |  = 28  |  = -1  |        |                 | blocks' CRCs  |
 *           +--------+--------+--------+--------+-----------------+---------------+ 28
 * </pre>
 *
 * <p>"Length of all" counts the part whole, with its checksum. Format 2, which is read and no
 * longer written, has no standing (a current one) and no promise (none): its region's name begins
 * at 56.
 */
final class CheckpointFormat {
  /** A block is closed when it has reached this size. */
  static final int BLOCK_BYTES = 64 << 10;

  static final int BLOCK_HEADER_BYTES = 16;
  static final int FOOTER_BYTES = 28;
  static final int FOOTER_NUMBER = -1;
  static final int MAX_HEADER_BYTES = 4_096;
  static final int MIN_HEADER_BYTES = 56;
  private static final int NAME_OFFSET = 64;

  private static final long MAGIC = 0x414e54495043_4b50L;
  private static final short FORMAT = 3;
  private static final short FORMAT_WITHOUT_PROMISE = 2;

  private CheckpointFormat() {}

  /** Fills in the length and the checksum of a part that ends at the buffer's position. */
  static int seal(ByteBuffer part, int start) {
    int end = part.position();
    part.putInt(start + 4, end - start);
    int crc = Crc.of(part, start + 4, end);
    part.putInt(start, crc);
    return crc;
  }

  static ByteBuffer encode(CheckpointHeader header) {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_HEADER_BYTES);
    bytes.putInt(0).putInt(0).putLong(MAGIC).putShort(FORMAT);
    bytes.putShort((short) header.shard().number());
    bytes.put((byte) header.region().name().length());
    LogState state = header.state();
    bytes.put((byte) state.watermarks().size());
    bytes.put((byte) state.standing().code()).put((byte) 0);
    bytes.putLong(header.logPosition()).putLong(header.ownHlc());
    bytes.putLong(header.createdAtEpochMs()).putLong(state.tombstoneFloor());
    bytes.putLong(state.toldHlc());
    bytes.put(header.region().name().getBytes(StandardCharsets.US_ASCII));
    new TreeMap<>(state.watermarks())
        .forEach(
            (origin, hlc) -> {
              byte[] name = origin.name().getBytes(StandardCharsets.US_ASCII);
              bytes.put((byte) name.length).put(name).putLong(hlc);
            });
    seal(bytes, 0);
    return bytes.flip();
  }

  /** Reads a header's bytes, which are all of it; null where they are none. */
  static @Nullable CheckpointHeader decode(ByteBuffer bytes) {
    if (bytes.remaining() < MIN_HEADER_BYTES
        || bytes.getInt(0) != Crc.of(bytes, 4, bytes.limit())
        || bytes.getLong(8) != MAGIC) {
      return null;
    }
    short format = bytes.getShort(16);
    boolean promises = format == FORMAT && bytes.limit() >= NAME_OFFSET;
    Standing standing = Standing.of(bytes.get(22));
    if ((!promises && format != FORMAT_WITHOUT_PROMISE) || standing == null) {
      return null;
    }
    ShardId shard = new ShardId(bytes.getShort(18));
    int nameLength = bytes.get(20);
    int watermarkCount = bytes.get(21);
    bytes.position(promises ? NAME_OFFSET : MIN_HEADER_BYTES);
    Region region = region(bytes, nameLength);
    Map<Region, Long> watermarks = new HashMap<>();
    for (int i = 0; i < watermarkCount; i++) {
      Region origin = region(bytes, bytes.get());
      watermarks.put(origin, bytes.getLong());
    }
    return new CheckpointHeader(
        shard,
        region,
        bytes.getLong(24),
        bytes.getLong(32),
        new LogState(watermarks, bytes.getLong(48), standing, promises ? bytes.getLong(56) : 0),
        bytes.getLong(40));
  }

  private static Region region(ByteBuffer bytes, int length) {
    byte[] name = new byte[length];
    bytes.get(name);
    return new Region(new String(name, StandardCharsets.US_ASCII));
  }

  static ByteBuffer footer(int blocks, long entries, int crcOfCrcs) {
    ByteBuffer bytes = ByteBuffer.allocate(FOOTER_BYTES);
    bytes.putInt(0).putInt(0).putInt(FOOTER_NUMBER);
    bytes.putInt(blocks).putLong(entries).putInt(crcOfCrcs);
    seal(bytes, 0);
    return bytes.flip();
  }
}
