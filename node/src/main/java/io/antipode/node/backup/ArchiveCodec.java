package io.antipode.node.backup;

import io.antipode.cluster.catalog.TableDescriptorCodec;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Continuous;
import io.antipode.node.backup.ArchiveRecord.Deletion;
import io.antipode.node.backup.ArchiveRecord.Kind;
import io.antipode.node.backup.ArchiveRecord.Part;
import io.antipode.node.backup.ArchiveRecord.PartFile;
import io.antipode.node.backup.ArchiveRecord.Restore;
import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.replication.disk.Crc;
import io.antipode.replication.disk.DamagedFileException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The byte layout of an {@link ArchiveRecord}'s file. Big-endian; texts are modified UTF-8 behind a
 * length of two bytes. Format 1 has no revision, and is read as the oldest.
 *
 * <pre>
 *   0        4        8                 16       18       19         27
 *   +--------+--------+-----------------+--------+--------+----------+----- …
 *   | CRC32C | length | magic           | format | what   | revision | body
 *   |        | of all | "ANTIPARC"      |  = 2   | it is  |          |
 *   +--------+--------+-----------------+--------+--------+----------+----- …
 *
 *   'B' a copy        id, name, kind (1), finished (1), created at, expires at, instant, items,
 *                     bytes (8 each), the table as {@code TableDescriptorCodec} has it behind a
 *                     length of four bytes, count of parts (4), for each: log position (8), count
 *                     of files (4), for each: position, entries, length (8 each)
 *   'R' a restore     table id (8), source's ARN, backup's ARN or nothing, copy's id, until,
 *                     restored to (8 each)
 *   'C' recovery is on  table id, since (8 each), days (4)
 *   'D' to be deleted   table id (8), its last copy's id
 *   'T' a transfer    drawn in {@link TransferCodec}
 * </pre>
 */
final class ArchiveCodec {
  private static final long MAGIC = 0x414e_5449_5041_5243L;
  private static final short FORMAT_1 = 1;
  private static final short FORMAT = 2;
  private static final int HEADER_BYTES = 19;
  private static final int MAX_COUNT = 1 << 20;
  private static final char BACKUP = 'B';
  private static final char RESTORE = 'R';
  private static final char CONTINUOUS = 'C';
  private static final char DELETION = 'D';
  private static final char TRANSFER = 'T';

  private ArchiveCodec() {}

  /**
   * What a file says.
   *
   * @param revision of two files with the same name the greater one counts
   */
  record Revised(ArchiveRecord record, long revision) {}

  static ByteBuffer encode(Revised revised) {
    ArchiveRecord record = revised.record();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(0);
      out.writeLong(MAGIC);
      out.writeShort(FORMAT);
      switch (record) {
        case Backup backup -> {
          begin(out, BACKUP, revised.revision());
          writeBackup(out, backup);
        }
        case Restore restore -> {
          begin(out, RESTORE, revised.revision());
          writeRestore(out, restore);
        }
        case Continuous continuous -> {
          begin(out, CONTINUOUS, revised.revision());
          out.writeLong(continuous.tableId());
          out.writeLong(continuous.enabledAtMs());
          out.writeInt(continuous.days());
        }
        case Deletion deletion -> {
          begin(out, DELETION, revised.revision());
          out.writeLong(deletion.tableId());
          out.writeUTF(deletion.lastCopyId());
        }
        case Transfer transfer -> {
          begin(out, TRANSFER, revised.revision());
          TransferCodec.write(out, transfer);
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("can't be written: " + record, e);
    }
    ByteBuffer all = ByteBuffer.wrap(bytes.toByteArray());
    all.putInt(4, all.limit());
    return all.putInt(0, Crc.of(all, 4, all.limit()));
  }

  private static void begin(DataOutputStream out, char what, long revision) throws IOException {
    out.writeByte(what);
    out.writeLong(revision);
  }

  private static void writeBackup(DataOutputStream out, Backup backup) throws IOException {
    out.writeUTF(backup.id());
    out.writeUTF(backup.name());
    out.writeByte(backup.kind().name().charAt(0));
    out.writeBoolean(backup.finished());
    out.writeLong(backup.createdAtMs());
    out.writeLong(backup.expiresAtMs());
    out.writeLong(backup.instantHlc());
    out.writeLong(backup.items());
    out.writeLong(backup.bytes());
    byte[] table = TableDescriptorCodec.encode(backup.table());
    out.writeInt(table.length);
    out.write(table);
    out.writeInt(backup.parts().size());
    for (Part part : backup.parts()) {
      out.writeLong(part.logPosition());
      out.writeInt(part.files().size());
      for (PartFile file : part.files()) {
        out.writeLong(file.position());
        out.writeLong(file.entries());
        out.writeLong(file.lengthBytes());
      }
    }
  }

  private static void writeRestore(DataOutputStream out, Restore restore) throws IOException {
    out.writeLong(restore.tableId());
    out.writeUTF(restore.sourceTableArn());
    out.writeUTF(restore.backupArn() == null ? "" : restore.backupArn());
    out.writeUTF(restore.copyId());
    out.writeLong(restore.untilHlc());
    out.writeLong(restore.restoreToMs());
  }

  /**
   * @param path that the bytes were read from
   * @throws DamagedFileException where they are not what {@link #encode} writes
   */
  static Revised decode(String path, ByteBuffer bytes) throws DamagedFileException {
    if (bytes.limit() < HEADER_BYTES
        || bytes.getInt(4) != bytes.limit()
        || bytes.getInt(0) != Crc.of(bytes, 4, bytes.limit())
        || bytes.getLong(8) != MAGIC) {
      throw new DamagedFileException(path, 0, "no valid record of the archive");
    }
    short format = bytes.getShort(16);
    if (format != FORMAT && format != FORMAT_1) {
      throw new DamagedFileException(path, 16, "format " + format + " is not known");
    }
    byte[] body = new byte[bytes.limit() - HEADER_BYTES];
    bytes.get(HEADER_BYTES, body);
    char what = (char) bytes.get(HEADER_BYTES - 1);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
      long revision = format == FORMAT_1 ? 0 : in.readLong();
      ArchiveRecord record = read(in, what);
      if (record != null && in.read() < 0) {
        return new Revised(record, revision);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new DamagedFileException(path, HEADER_BYTES, "its body can't be read: " + e);
    }
    throw new DamagedFileException(path, HEADER_BYTES, "its body is not that of a '" + what + "'");
  }

  private static @Nullable ArchiveRecord read(DataInputStream in, char what) throws IOException {
    return switch (what) {
      case BACKUP -> readBackup(in);
      case RESTORE -> {
        long tableId = in.readLong();
        String source = in.readUTF();
        String backup = in.readUTF();
        yield new Restore(
            tableId,
            source,
            backup.isEmpty() ? null : backup,
            in.readUTF(),
            in.readLong(),
            in.readLong());
      }
      case CONTINUOUS -> new Continuous(in.readLong(), in.readLong(), in.readInt());
      case DELETION -> new Deletion(in.readLong(), in.readUTF());
      case TRANSFER -> TransferCodec.read(in);
      default -> null;
    };
  }

  private static Backup readBackup(DataInputStream in) throws IOException {
    String id = in.readUTF();
    String name = in.readUTF();
    Kind kind = kind((char) in.readByte());
    boolean finished = in.readBoolean();
    long createdAtMs = in.readLong();
    long expiresAtMs = in.readLong();
    long instantHlc = in.readLong();
    long items = in.readLong();
    long bytes = in.readLong();
    byte[] table = new byte[count(in)];
    in.readFully(table);
    List<Part> parts = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      long position = in.readLong();
      List<PartFile> files = new ArrayList<>();
      for (int more = count(in); more > 0; more--) {
        files.add(new PartFile(in.readLong(), in.readLong(), in.readLong()));
      }
      parts.add(new Part(position, files));
    }
    return new Backup(
        id,
        name,
        kind,
        finished,
        createdAtMs,
        expiresAtMs,
        instantHlc,
        items,
        bytes,
        TableDescriptorCodec.decode(table),
        parts);
  }

  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MAX_COUNT) {
      throw new IOException("a count of " + count);
    }
    return count;
  }

  private static Kind kind(char letter) throws IOException {
    for (Kind kind : Kind.values()) {
      if (kind.name().charAt(0) == letter) {
        return kind;
      }
    }
    throw new IOException("a copy of kind '" + letter + "'");
  }
}
