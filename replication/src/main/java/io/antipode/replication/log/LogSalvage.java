package io.antipode.replication.log;

import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.Disk.DiskFile;
import io.antipode.replication.disk.ReadOnlyDisk;
import java.io.IOException;

/**
 * Reads what can be read of a damaged log at rest. A record has its shard and its position within
 * its checksum, so one that is whole is right wherever it lies, and whatever lies beside it.
 * Blocks; any thread.
 */
public final class LogSalvage {
  private static final int CHUNK_BYTES = 1 << 20;

  private final LogOptions options;
  private final RecordVisitor visitor;
  private long records;
  private long lastPosition;

  private LogSalvage(LogOptions options, RecordVisitor visitor) {
    this.options = options;
    this.visitor = visitor;
  }

  /**
   * How much there was.
   *
   * @param records that could be read
   * @param lastPosition of any of them
   */
  public record Found(long records, long lastPosition) {}

  /** Visits every whole record, file by file. */
  public static Found visit(Disk disk, String folder, LogOptions options, RecordVisitor visitor)
      throws IOException {
    LogSalvage salvage = new LogSalvage(options, visitor);
    Disk looked = new ReadOnlyDisk(disk);
    for (String name : looked.list(folder)) {
      if (Segment.firstPositionOf(name) > 0) {
        try (DiskFile file = looked.open(folder + "/" + name)) {
          salvage.read(file);
        }
      }
    }
    return new Found(salvage.records, salvage.lastPosition);
  }

  private void read(DiskFile file) throws IOException {
    RecordReader reader = new RecordReader(file, options.shard().number(), 0, CHUNK_BYTES);
    long last = file.length() - RecordFormat.HEADER_BYTES;
    for (long offset = SegmentHeader.BYTES; offset <= last; ) {
      boolean whole =
          reader.plausibleAt(offset)
              && switch (reader.at(offset)) {
                case RECORD -> take(reader);
                case MARK -> true;
                case END, CUT_SHORT, BAD -> false;
              };
      offset = whole ? reader.nextOffset() : offset + 1;
    }
  }

  private boolean take(RecordReader reader) throws IOException {
    records++;
    lastPosition = Math.max(lastPosition, reader.position());
    visitor.visit(reader.position(), reader.record());
    return true;
  }
}
