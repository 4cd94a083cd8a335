package io.antipode.node.storage.streams;

import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.Disk.DiskFile;
import io.antipode.replication.log.LogPlace;
import io.antipode.replication.log.ShardLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What recovery can't learn from the part of the log that it reads: the {@link StreamIndex} as of a
 * position, written beside each checkpoint and at an orderly stop, and where in their files the
 * spans begin. Without it, or with a damaged one, the older log counts as not looked at.
 * Big-endian, replaced atomically:
 *
 * <pre>
 *  0               8        10       12       16
 *  +---------------+--------+--------+--------+--------------------------------------
 *  | "ANTIPSTR"    | format | zero   | CRC32C | the index (StreamIndex.writeTo)
 *  |               |  = 1   |        | of what| places (4), each: position (8) offset (8)
 *  |               |        |        | follows|
 *  +---------------+--------+--------+--------+--------------------------------------
 * </pre>
 *
 * <p>It may be written only once the log is synced up to its position: a position that a power cut
 * took would be given to another record.
 */
public final class StreamIndexFile {
  private static final Logger LOG = LoggerFactory.getLogger(StreamIndexFile.class);
  private static final long MAGIC = 0x414e54495053_5452L;
  private static final short FORMAT = 1;
  private static final int PREFIX_BYTES = 16;

  /** More than an index can come to; longer ones are not read. */
  private static final int MAX_BYTES = 64 << 20;

  private StreamIndexFile() {}

  /** The file's bytes, to be written with {@link #write}; on the shard's loop. */
  public static ByteBuffer encode(StreamIndex index, ShardLog log) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeLong(MAGIC);
      out.writeShort(FORMAT);
      out.writeShort(0);
      out.writeInt(0);
      index.writeTo(out);
      TreeMap<Long, LogPlace> places = new TreeMap<>();
      index.forEachSpan(
          position -> {
            if (position >= log.firstPosition()) {
              LogPlace place = log.placeBefore(position);
              places.put(place.position(), place);
            }
          });
      out.writeInt(places.size());
      for (LogPlace place : places.values()) {
        out.writeLong(place.position());
        out.writeLong(place.offset());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    ByteBuffer encoded = ByteBuffer.wrap(bytes.toByteArray());
    return encoded.putInt(12, crcOf(encoded));
  }

  /** Replaces the file; blocks. */
  public static void write(Disk disk, String path, ByteBuffer encoded) throws IOException {
    String temporary = path + ".new";
    disk.delete(temporary);
    try (DiskFile file = disk.create(temporary)) {
      file.write(0, encoded);
      file.sync();
    }
    disk.rename(temporary, path);
    disk.syncFolder(path.substring(0, path.lastIndexOf('/')));
  }

  /**
   * Reads the file and tells the log of the places; blocks.
   *
   * @return null where there is none that is whole and of this log; then it is removed
   */
  public static @Nullable StreamIndex read(Disk disk, String path, ShardLog log)
      throws IOException {
    if (!disk.exists(path)) {
      return null;
    }
    byte[] contents = contents(disk, path);
    ByteBuffer bytes = ByteBuffer.wrap(contents);
    if (bytes.limit() >= PREFIX_BYTES
        && bytes.getLong(0) == MAGIC
        && bytes.getShort(8) == FORMAT
        && bytes.getInt(12) == crcOf(bytes)) {
      DataInputStream in =
          new DataInputStream(
              new ByteArrayInputStream(contents, PREFIX_BYTES, contents.length - PREFIX_BYTES));
      StreamIndex index = StreamIndex.readFrom(in);
      if (index.through() <= log.committed()) {
        for (int left = in.readInt(); left > 0; left--) {
          log.note(new LogPlace(in.readLong(), in.readLong()));
        }
        return index;
      }
    }
    LOG.warn("{} is not of this log: streams are looked for in all of it", path);
    disk.delete(path);
    disk.syncFolder(path.substring(0, path.lastIndexOf('/')));
    return null;
  }

  private static byte[] contents(Disk disk, String path) throws IOException {
    try (DiskFile file = disk.open(path)) {
      byte[] contents = new byte[(int) Math.min(MAX_BYTES, file.length())];
      ByteBuffer bytes = ByteBuffer.wrap(contents);
      while (bytes.hasRemaining() && file.read(bytes.position(), bytes) > 0) {
        // A short read is continued.
      }
      return contents;
    }
  }

  private static int crcOf(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().position(PREFIX_BYTES));
    return (int) crc.getValue();
  }
}
