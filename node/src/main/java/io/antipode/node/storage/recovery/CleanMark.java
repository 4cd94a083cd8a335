package io.antipode.node.storage.recovery;

import io.antipode.cluster.topology.Region;
import io.antipode.node.storage.view.StoreSeal;
import io.antipode.replication.disk.Crc;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.Disk.DiskFile;
import io.antipode.replication.log.LogState;
import io.antipode.replication.log.Standing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The file that an orderly close leaves: the item store holds exactly what the log holds up to a
 * position. It is believed once, by the same run of the machine (the store's pages may not have
 * reached the disk), and removed before the store is used again. That the log must have come as far
 * is believed by any run: it was synced before. Big-endian:
 *
 * <pre>
 *  0               8        10       12       16            24              32             40
 *  +---------------+--------+--------+--------+-------------+---------------+--------------+
 *  | "ANTIPCLN"    | format | marks  | CRC32C | boot id     | log position  | log bytes    |
 *  |               |  = 4   |        | of all |             |               | uncovered    |
 *  +---------------+--------+--------+--------+-------------+---------------+--------------+
 *  40              48             56         60
 *  +---------------+--------------+----------+-------------------------------
 *  | tombstone     | last promise | standing | for each origin by name:
 *  | floor         | (hlc)        |          | length (1), name, watermark (8)
 *  +---------------+--------------+----------+-------------------------------
 *  +-------------------------+-----------+----------------------------------------------
 *  | CRC32C of {@link ViewFile}     | parts (2) | for each of {@link StoreSeal}'s: length (1), name,
 *  | (8), -1 for none        |           | length (8), checksum (4)
 *  +-------------------------+-----------+----------------------------------------------
 * </pre>
 *
 * <p>The checksum is taken with its own field zero. Format 3 ends with the watermarks, so that its
 * store is built anew.
 *
 * @param logPosition that the store's content stands at
 * @param uncheckpointedBytes of log since the last checkpoint
 * @param state what else the log adds up to
 * @param viewsCrc the checksum in the file of views; -1 where none was written
 * @param seal what the store was closed as
 */
public record CleanMark(
    long bootId,
    long logPosition,
    long uncheckpointedBytes,
    LogState state,
    long viewsCrc,
    StoreSeal seal) {
  /** Where no {@link ViewFile} was written. */
  public static final long NO_VIEWS = -1;

  private static final long MAGIC = 0x414e54495043_4c4eL;
  private static final short FORMAT_3 = 3;
  private static final short FORMAT = 4;
  private static final int CRC_OFFSET = 12;
  private static final int HEADER_BYTES = 60;
  private static final int MAX_BYTES = 8_192;

  public void write(Disk disk, String path) throws IOException {
    disk.delete(path);
    try (DiskFile file = disk.create(path)) {
      file.write(0, encode());
    }
  }

  /** Reads the mark; null where there is none that is whole. */
  public static @Nullable CleanMark read(Disk disk, String path) throws IOException {
    if (!disk.exists(path)) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
    try (DiskFile file = disk.open(path)) {
      file.readFully(0, bytes);
    }
    return decode(bytes.flip());
  }

  private ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
    bytes.putLong(MAGIC).putShort(FORMAT).putShort((short) state.watermarks().size());
    bytes.putInt(0);
    bytes.putLong(bootId).putLong(logPosition).putLong(uncheckpointedBytes);
    bytes.putLong(state.tombstoneFloor()).putLong(state.toldHlc());
    bytes.putInt(state.standing().code());
    new TreeMap<>(state.watermarks())
        .forEach(
            (origin, hlc) -> {
              byte[] name = origin.name().getBytes(StandardCharsets.US_ASCII);
              bytes.put((byte) name.length).put(name).putLong(hlc);
            });
    bytes.putLong(viewsCrc).putShort((short) seal.parts().size());
    for (StoreSeal.Part part : seal.parts()) {
      byte[] name = part.name().getBytes(StandardCharsets.US_ASCII);
      bytes.put((byte) name.length).put(name).putLong(part.lengthBytes()).putInt(part.checksum());
    }
    bytes.flip();
    return bytes.putInt(CRC_OFFSET, crcOf(bytes));
  }

  private static @Nullable CleanMark decode(ByteBuffer bytes) {
    if (bytes.limit() < HEADER_BYTES || bytes.getLong(0) != MAGIC) {
      return null;
    }
    short format = bytes.getShort(8);
    if (format != FORMAT && format != FORMAT_3) {
      return null;
    }
    int crc = bytes.getInt(CRC_OFFSET);
    bytes.putInt(CRC_OFFSET, 0);
    if (crc != crcOf(bytes)) {
      return null;
    }
    Standing standing = Standing.of(bytes.getInt(56));
    if (standing == null) {
      return null;
    }
    Map<Region, Long> watermarks = new HashMap<>();
    int count = bytes.getShort(10);
    bytes.position(HEADER_BYTES);
    for (int i = 0; i < count; i++) {
      watermarks.put(new Region(name(bytes)), bytes.getLong());
    }
    boolean sealed = format == FORMAT;
    long viewsCrc = sealed ? bytes.getLong() : NO_VIEWS;
    return new CleanMark(
        bytes.getLong(16),
        bytes.getLong(24),
        bytes.getLong(32),
        new LogState(watermarks, bytes.getLong(40), standing, bytes.getLong(48)),
        viewsCrc,
        sealed ? seal(bytes) : StoreSeal.NONE);
  }

  private static StoreSeal seal(ByteBuffer bytes) {
    List<StoreSeal.Part> parts = new ArrayList<>();
    int count = bytes.getShort();
    for (int i = 0; i < count; i++) {
      parts.add(new StoreSeal.Part(name(bytes), bytes.getLong(), bytes.getInt()));
    }
    return new StoreSeal(parts);
  }

  private static String name(ByteBuffer bytes) {
    byte[] name = new byte[Byte.toUnsignedInt(bytes.get())];
    bytes.get(name);
    return new String(name, StandardCharsets.US_ASCII);
  }

  private static int crcOf(ByteBuffer bytes) {
    return Crc.of(bytes, 0, bytes.limit());
  }
}
