package io.antipode.node.storage.recovery;

import io.antipode.node.storage.keys.KeyIndex;
import io.antipode.node.storage.view.SecondaryIndex;
import io.antipode.node.storage.view.ShardViews;
import io.antipode.node.storage.view.TableState;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.Disk.DiskFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an orderly close writes beside the {@link CleanMark}, so that the next start need not read
 * every item to learn the order of keys and the tables' totals again: for a million items that is
 * seconds. Believed only with the mark, once, and only where the catalog has the same tables and
 * indexes still; whoever can't use it reads the items. Big-endian:
 *
 * <pre>
 *  0               8        10       12       16             24
 *  +---------------+--------+--------+--------+--------------+----------------
 *  | "ANTIPVEW"    | format | zero   | CRC32C | log position | body …
 *  |               |  = 1   |        | of what follows it
 *  +---------------+--------+--------+--------+--------------+----------------
 *
 *  body   tables (4), each: id (8) items (8) tombstones (8) hash (8)
 *         indexes (4), each: id (8)
 *         keys, then the order of tombstones, each as {@link KeyIndex#writeTo} writes it
 * </pre>
 */
public final class ViewFile {
  private static final Logger LOG = LoggerFactory.getLogger(ViewFile.class);
  private static final long MAGIC = 0x414e54495056_4557L;
  private static final short FORMAT = 1;
  private static final int PREFIX_BYTES = 16;
  private static final int BUFFER_BYTES = 256 << 10;

  private ViewFile() {}

  /**
   * Writes what the views hold at a log position; blocks.
   *
   * @return its checksum, from 0 to 2^32 - 1
   */
  public static long write(Disk disk, String path, long logPosition, ShardViews views)
      throws IOException {
    disk.delete(path);
    CRC32C crc = new CRC32C();
    try (DiskFile file = disk.create(path)) {
      DataOutputStream out =
          new DataOutputStream(
              new CheckedOutputStream(
                  new BufferedOutputStream(new DiskOutput(file, PREFIX_BYTES), BUFFER_BYTES), crc));
      out.writeLong(logPosition);
      List<TableState> tables = inOrder(views.tables.all());
      out.writeInt(tables.size());
      for (TableState table : tables) {
        out.writeLong(table.info.id());
        out.writeLong(table.items);
        out.writeLong(table.tombstones);
        out.writeLong(table.hash);
      }
      long[] indexes = indexIds(views);
      out.writeInt(indexes.length);
      for (long index : indexes) {
        out.writeLong(index);
      }
      views.keys.writeTo(out);
      views.tombstones.writeTo(out);
      out.flush();
      ByteBuffer prefix = ByteBuffer.allocate(PREFIX_BYTES);
      prefix.putLong(MAGIC).putShort(FORMAT).putShort((short) 0).putInt((int) crc.getValue());
      file.write(0, prefix.flip());
      return crc.getValue();
    }
  }

  /**
   * Fills views from the file and removes it; blocks.
   *
   * @param views empty ones, of the tables and indexes that the catalog has
   * @param checksum that {@link #write} gave
   * @return false where there is no such file that is whole and of this position, tables and
   *     indexes; the views are empty still
   */
  public static boolean take(
      Disk disk, String path, long logPosition, long checksum, ShardViews views)
      throws IOException {
    if (!disk.exists(path)) {
      LOG.warn("{} is not there: reading all items", path);
      return false;
    }
    try (DiskFile file = disk.open(path)) {
      if (!isWhole(file, checksum)) {
        LOG.warn("damaged file {} at offset 0: not what was closed; reading all items", path);
        return false;
      }
      return read(file, logPosition, views);
    } finally {
      disk.delete(path);
    }
  }

  /** The checksum comes before anything is believed, lengths above all. */
  private static boolean isWhole(DiskFile file, long checksum) throws IOException {
    ByteBuffer prefix = ByteBuffer.allocate(PREFIX_BYTES);
    long offset = 0;
    while (prefix.hasRemaining() && file.read(offset, prefix) > 0) {
      offset = prefix.position();
    }
    if (prefix.hasRemaining() || prefix.getLong(0) != MAGIC || prefix.getShort(8) != FORMAT) {
      return false;
    }
    CRC32C crc = new CRC32C();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    int read = file.read(offset, buffer);
    while (read > 0) {
      crc.update(buffer.flip());
      offset += read;
      read = file.read(offset, buffer.clear());
    }
    return crc.getValue() == checksum && (int) checksum == prefix.getInt(12);
  }

  private static boolean read(DiskFile file, long logPosition, ShardViews views)
      throws IOException {
    DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new DiskInput(file, PREFIX_BYTES), BUFFER_BYTES));
    if (in.readLong() != logPosition) {
      return false;
    }
    List<TableState> tables = inOrder(views.tables.all());
    long[][] totals = new long[in.readInt()][];
    for (int i = 0; i < totals.length; i++) {
      totals[i] = new long[] {in.readLong(), in.readLong(), in.readLong(), in.readLong()};
    }
    long[] indexes = new long[in.readInt()];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = in.readLong();
    }
    if (!Arrays.equals(indexes, indexIds(views)) || !sameTables(totals, tables)) {
      LOG.info("the catalog has changed since the last run: reading all items");
      return false;
    }
    for (int i = 0; i < totals.length; i++) {
      tables.get(i).items = totals[i][1];
      tables.get(i).tombstones = totals[i][2];
      tables.get(i).hash = totals[i][3];
    }
    views.keys.readFrom(in);
    views.tombstones.readFrom(in);
    return true;
  }

  private static boolean sameTables(long[][] totals, List<TableState> tables) {
    if (totals.length != tables.size()) {
      return false;
    }
    for (int i = 0; i < totals.length; i++) {
      if (totals[i][0] != tables.get(i).info.id()) {
        return false;
      }
    }
    return true;
  }

  private static List<TableState> inOrder(Collection<TableState> tables) {
    return tables.stream().sorted(Comparator.comparingLong(table -> table.info.id())).toList();
  }

  private static long[] indexIds(ShardViews views) {
    return views.tables.allIndexes().stream().mapToLong(SecondaryIndex::id).sorted().toArray();
  }

  private static final class DiskOutput extends OutputStream {
    private final DiskFile file;
    private long offset;

    DiskOutput(DiskFile file, long offset) {
      this.file = file;
      this.offset = offset;
    }

    @Override
    public void write(int oneByte) throws IOException {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      file.write(offset, ByteBuffer.wrap(bytes, from, length));
      offset += length;
    }
  }

  private static final class DiskInput extends InputStream {
    private final DiskFile file;
    private long offset;

    DiskInput(DiskFile file, long offset) {
      this.file = file;
      this.offset = offset;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = file.read(offset, ByteBuffer.wrap(bytes, from, length));
      if (read <= 0) {
        return -1;
      }
      offset += read;
      return read;
    }
  }
}
