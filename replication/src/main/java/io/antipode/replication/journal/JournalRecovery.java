package io.antipode.replication.journal;

import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Writes into files what a power cut took of them and the journal has; before anybody judges them.
 *
 * <p>A frame is written only once the one before it is durable. So the newest whole frame was the
 * last or last but one, it says which are needed, and each of those must be there: a gap is damage.
 * Whatever is no whole frame is either not needed or was torn before its sync, unless it is the
 * very last that is damaged: of that nothing is left to tell, until the empty frame that follows an
 * idle moment.
 *
 * <p>A file that is gone was dropped by its owner: it was durable under its name before the journal
 * heard of it.
 */
public final class JournalRecovery {
  private final Disk disk;
  private final Map<String, DiskFile> open = new HashMap<>();
  private final Map<String, Long> durable = new HashMap<>();
  private long mendedBytes;

  /**
   * What a journal had.
   *
   * @param bytes that the files lacked
   * @param durable up to which byte each file is durable by now, by path: whoever finds less has
   *     found damage
   */
  public record Mended(long bytes, Map<String, Long> durable) {
    static final Mended NOTHING = new Mended(0, Map.of());
  }

  private JournalRecovery(Disk disk) {
    this.disk = disk;
  }

  /**
   * Mends the files from a journal that an earlier run left, if there is one, makes them durable,
   * and drops it. Any number of times; a power cut in between does no harm. Blocks.
   *
   * @throws DamagedFileException where something needed can't be read
   */
  public static Mended recover(Disk disk) throws IOException {
    JournalFile.Content content = JournalFile.read(disk);
    if (content == null) {
      return Mended.NOTHING;
    }
    JournalRecovery recovery = new JournalRecovery(disk);
    try {
      recovery.mend(frames(content));
      for (DiskFile file : recovery.open.values()) {
        file.sync();
      }
    } finally {
      for (DiskFile file : recovery.open.values()) {
        file.close();
      }
    }
    JournalFile.drop(disk);
    return new Mended(recovery.mendedBytes, Map.copyOf(recovery.durable));
  }

  /**
   * Writes into the files whatever whole frames have and no damage forbids: for a journal that
   * {@link #recover} refuses. Each piece is what was written at its place, so none does harm; one
   * that would leave a hole before it is left out. The journal stays, and is not expected any more.
   * Blocks.
   *
   * @param damaged hears of each file that ends too early
   */
  public static void salvage(Disk disk, Consumer<DamagedFileException> damaged) throws IOException {
    JournalRecovery recovery = new JournalRecovery(disk);
    try {
      JournalFile.Content content = disk.exists(JournalFile.PATH) ? JournalFile.read(disk) : null;
      NavigableMap<Long, JournalFrame> frames = content == null ? new TreeMap<>() : frames(content);
      long neededFrom = frames.isEmpty() ? 0 : frames.lastEntry().getValue().neededFrom();
      for (JournalFrame frame : frames.tailMap(neededFrom).values()) {
        while (frame.pieces().hasRemaining()) {
          try {
            recovery.mend(frame.next());
          } catch (DamagedFileException e) {
            damaged.accept(e);
          }
        }
      }
      for (DiskFile file : recovery.open.values()) {
        file.sync();
      }
    } catch (DamagedFileException e) {
      damaged.accept(e);
    } finally {
      for (DiskFile file : recovery.open.values()) {
        file.close();
      }
    }
    disk.delete(JournalFile.BEGUN);
    disk.syncFolder("");
  }

  /** All whole frames, old ones that are not yet overwritten included. */
  private static NavigableMap<Long, JournalFrame> frames(JournalFile.Content content) {
    NavigableMap<Long, JournalFrame> frames = new TreeMap<>();
    ByteBuffer bytes = content.bytes();
    for (int at = JournalFile.HEADER_BYTES; at < bytes.limit(); ) {
      JournalFrame frame = JournalFrame.at(bytes, at, content.salt());
      if (frame != null) {
        frames.put(frame.number(), frame);
      }
      at += frame == null ? 1 : frame.lengthBytes();
    }
    return frames;
  }

  private void mend(NavigableMap<Long, JournalFrame> frames) throws IOException {
    if (frames.isEmpty()) {
      return;
    }
    JournalFrame newest = frames.lastEntry().getValue();
    for (long number = newest.neededFrom(); number <= newest.number(); number++) {
      JournalFrame frame = frames.get(number);
      if (frame == null) {
        throw new DamagedFileException(
            JournalFile.PATH,
            JournalFile.HEADER_BYTES,
            "frame %d of %d to %d is missing"
                .formatted(number, newest.neededFrom(), newest.number()));
      }
      while (frame.pieces().hasRemaining()) {
        mend(frame.next());
      }
    }
  }

  private void mend(JournalFrame.Piece piece) throws IOException {
    DiskFile file = open.get(piece.path());
    if (file == null) {
      if (!disk.exists(piece.path())) {
        return;
      }
      file = disk.open(piece.path());
      open.put(piece.path(), file);
    }
    if (piece.offset() > file.length()) {
      throw new DamagedFileException(
          piece.path(),
          file.length(),
          "the file ends before offset " + piece.offset() + ", where the journal goes on");
    }
    durable.merge(piece.path(), piece.offset() + piece.bytes().remaining(), Math::max);
    ByteBuffer found = ByteBuffer.allocate(piece.bytes().remaining());
    file.readFully(piece.offset(), found);
    if (!found.flip().equals(piece.bytes())) {
      mendedBytes += piece.bytes().remaining();
      file.write(piece.offset(), piece.bytes());
    }
  }
}
