package io.antipode.replication.log;

import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.Disk.DiskFile;
import io.antipode.replication.disk.ReadOnlyDisk;
import java.io.IOException;

/** Reads a log at rest, all of it, and changes nothing. Blocks; any thread. */
public final class LogInspection {
  private static final int CHUNK_BYTES = 1 << 20;

  private LogInspection() {}

  /**
   * Looks for damage as recovery does, and then at what recovery leaves to later readers.
   *
   * @param knownEnd a position that was durable, as is known beside the log; 0 for none
   * @return the log's last position
   * @throws DamagedFileException for the first thing that is not what was written
   */
  public static long lastPosition(Disk disk, String folder, LogOptions options, long knownEnd)
      throws IOException {
    Disk looked = new ReadOnlyDisk(disk);
    long last =
        LogRecovery.recover(looked, folder, options, DurableEnd.at(knownEnd)).nextPosition() - 1;
    long next = 0;
    String before = folder;
    for (String name : disk.list(folder)) {
      long first = Segment.firstPositionOf(name);
      if (first > 0 && first <= last) {
        String path = folder + "/" + name;
        if (next > 0 && first != next) {
          throw new DamagedFileException(
              before, 0, "records %d to %d, which followed, are gone".formatted(next, first - 1));
        }
        next = read(looked, path, options, first, last);
        before = path;
      }
    }
    return last;
  }

  /** Returns the position after the file's last record. */
  private static long read(Disk disk, String path, LogOptions options, long first, long last)
      throws IOException {
    long next = first;
    try (DiskFile file = disk.open(path)) {
      int shard = options.shard().number();
      RecordReader reader = new RecordReader(file, shard, SegmentHeader.BYTES, CHUNK_BYTES);
      while (next <= last) {
        switch (reader.next()) {
          case MARK -> {}
          case RECORD -> next = reader.position() + 1;
          case END -> {
            return next;
          }
          case CUT_SHORT, BAD ->
              throw new DamagedFileException(path, reader.offset(), reader.problem());
        }
      }
    }
    return next;
  }

  /** The first position of a file of a log, by its name; -1 for what is none. */
  public static long firstPositionOf(String name) {
    return Segment.firstPositionOf(name);
  }
}
