package io.antipode.replication.checkpoint;

import io.antipode.replication.disk.Crc;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The checkpoint files of a shard's folder. Blocks; any thread. */
public final class Checkpoints {
  /** Older ones than these many are deleted: one to use, one should it turn out damaged. */
  public static final int KEPT = 2;

  static final String SUFFIX = ".checkpoint";
  static final String TEMPORARY = ".new";

  private Checkpoints() {}

  /** Where the checkpoint as of a position lies, in a folder. */
  public static String pathOf(String folder, long logPosition) {
    return folder + "/" + String.format("%020d", logPosition) + SUFFIX;
  }

  /**
   * The checkpoints of a folder, newest first. Headers and footers have been checked, blocks are
   * when they are read.
   *
   * @param damaged hears of each file that is none; a finished file was durable before it got its
   *     name, so this is never the trace of a power cut
   */
  public static List<Checkpoint> list(
      Disk disk, String folder, Consumer<DamagedFileException> damaged) throws IOException {
    List<Checkpoint> found = new ArrayList<>();
    for (String name : disk.list(folder).reversed()) {
      if (name.endsWith(SUFFIX)) {
        try {
          found.add(inspect(disk, folder + "/" + name));
        } catch (DamagedFileException e) {
          damaged.accept(e);
        }
      }
    }
    return found;
  }

  /** Deletes all but the newest {@link #KEPT} files, and what unfinished ones left behind. */
  public static void deleteOld(Disk disk, String folder) throws IOException {
    int seen = 0;
    for (String name : disk.list(folder).reversed()) {
      boolean finished = name.endsWith(SUFFIX);
      seen += finished ? 1 : 0;
      if (name.endsWith(SUFFIX + TEMPORARY) || (finished && seen > KEPT)) {
        disk.delete(folder + "/" + name);
      }
    }
    disk.syncFolder(folder);
  }

  private static Checkpoint inspect(Disk disk, String path) throws IOException {
    try (DiskFile file = disk.open(path)) {
      long lengthBytes = file.length();
      CheckpointHeader header = header(file, path, lengthBytes);
      long footerOffset = lengthBytes - CheckpointFormat.FOOTER_BYTES;
      ByteBuffer footer = read(file, footerOffset, CheckpointFormat.FOOTER_BYTES);
      if (footer.remaining() < CheckpointFormat.FOOTER_BYTES
          || footer.getInt(8) != CheckpointFormat.FOOTER_NUMBER
          || footer.getInt(0) != Crc.of(footer, 4, footer.limit())) {
        throw new DamagedFileException(path, footerOffset, "no valid footer");
      }
      return new Checkpoint(path, header, footer.getLong(16), lengthBytes);
    }
  }

  private static CheckpointHeader header(DiskFile file, String path, long lengthBytes)
      throws IOException {
    ByteBuffer start = read(file, 0, 8);
    int length = start.remaining() < 8 ? 0 : start.getInt(4);
    if (length < CheckpointFormat.MIN_HEADER_BYTES
        || length > CheckpointFormat.MAX_HEADER_BYTES
        || length + CheckpointFormat.FOOTER_BYTES > lengthBytes) {
      throw new DamagedFileException(path, 0, "no valid header");
    }
    CheckpointHeader header = CheckpointFormat.decode(read(file, 0, length));
    if (header == null || !path.endsWith(pathOf("", header.logPosition()))) {
      throw new DamagedFileException(path, 0, "no valid header");
    }
    return header;
  }

  private static ByteBuffer read(DiskFile file, long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    file.readFully(offset, bytes);
    return bytes.flip();
  }
}
