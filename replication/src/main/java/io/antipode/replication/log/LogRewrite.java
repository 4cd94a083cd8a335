package io.antipode.replication.log;

import io.antipode.replication.clock.LoweredTimes;
import io.antipode.replication.clock.Version;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.Disk.DiskFile;
import io.antipode.replication.disk.ReadOnlyDisk;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a log at rest once more, with other times: every record at the position and the offset
 * that it had, so that whatever points into the log still does. Blocks; any thread.
 */
public final class LogRewrite {
  private static final int CHUNK_BYTES = 1 << 20;
  private static final int WRITE_BYTES = 1 << 20;

  private final Disk disk;
  private final LogOptions options;
  private final LoweredTimes times;

  /** The greatest time of this region's own writes, and of all, so far. */
  private long ownHlc;

  private long greatestHlc;

  private LogRewrite(Disk disk, LogOptions options, LoweredTimes times) {
    this.disk = disk;
    this.options = options;
    this.times = times;
  }

  /** Visits all records of a log that has been inspected. */
  public static void visit(
      Disk disk, String folder, LogOptions options, long lastPosition, RecordVisitor visitor)
      throws IOException {
    Disk looked = new ReadOnlyDisk(disk);
    for (String path : segments(looked, folder, lastPosition)) {
      try (DiskFile file = looked.open(path)) {
        RecordReader reader =
            new RecordReader(file, options.shard().number(), SegmentHeader.BYTES, CHUNK_BYTES);
        while (isThere(reader)) {
          if (reader.position() <= lastPosition && !reader.isMark()) {
            visitor.visit(reader.position(), reader.record());
          }
        }
      }
    }
  }

  /**
   * Writes a log into an empty folder; durable when this returns.
   *
   * @param lastPosition of the log: what lies behind it was cut short and is left out
   */
  public static void write(
      Disk disk,
      String folder,
      String toFolder,
      LogOptions options,
      long lastPosition,
      LoweredTimes times)
      throws IOException {
    LogRewrite rewrite = new LogRewrite(disk, options, times);
    for (String path : segments(disk, folder, lastPosition)) {
      rewrite.segment(path, toFolder + path.substring(folder.length()), lastPosition);
    }
    disk.syncFolder(toFolder);
  }

  private static List<String> segments(Disk disk, String folder, long lastPosition)
      throws IOException {
    List<String> paths = new ArrayList<>();
    for (String name : disk.list(folder)) {
      long first = Segment.firstPositionOf(name);
      if (first > 0 && (first <= lastPosition || paths.isEmpty())) {
        paths.add(folder + "/" + name);
      }
    }
    return paths;
  }

  /**
   * Whether a record or a mark comes next; behind the last record a crash may have left a torn one.
   */
  private static boolean isThere(RecordReader reader) throws IOException {
    return switch (reader.next()) {
      case RECORD, MARK -> true;
      case END, CUT_SHORT, BAD -> false;
    };
  }

  private void segment(String path, String to, long lastPosition) throws IOException {
    try (DiskFile file = disk.open(path);
        DiskFile written = disk.create(to)) {
      written.write(0, header(path, file).encode());
      long offset = SegmentHeader.BYTES;
      RecordBuffer buffer = new RecordBuffer(options.shard().number());
      RecordReader reader =
          new RecordReader(file, options.shard().number(), SegmentHeader.BYTES, CHUNK_BYTES);
      while (isThere(reader)) {
        if (reader.isMark()) {
          buffer.putMark(reader.position());
        } else if (reader.position() <= lastPosition) {
          put(buffer, reader);
        }
        if (buffer.bytes() >= WRITE_BYTES) {
          offset = flush(written, buffer, offset);
        }
      }
      flush(written, buffer, offset);
      written.sync();
    }
  }

  private static long flush(DiskFile file, RecordBuffer buffer, long offset) throws IOException {
    int length = buffer.bytes();
    file.write(offset, buffer.readable());
    buffer.clear();
    return offset + length;
  }

  private SegmentHeader header(String path, DiskFile file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
    file.readFully(0, bytes);
    SegmentHeader header = bytes.hasRemaining() ? null : SegmentHeader.decode(bytes.clear());
    if (header == null) {
      throw new DamagedFileException(path, 0, "no valid header");
    }
    ownHlc = Math.max(ownHlc, times.of(header.ownHlcBefore()));
    greatestHlc = Math.max(greatestHlc, times.of(header.hlcBefore()));
    return new SegmentHeader(
        header.shard(),
        header.self(),
        header.firstPosition(),
        ownHlc,
        greatestHlc,
        header.syncedPosition(),
        header.bootId());
  }

  private void put(RecordBuffer buffer, RecordReader reader) {
    LogRecord record = with(reader.record(), times);
    buffer.put(reader.position(), record);
    ownHlc = Math.max(ownHlc, LogRecord.ownHlcOf(record, options.self()));
    greatestHlc = Math.max(greatestHlc, LogRecord.hlcOf(record));
  }

  /** A record with other times; as long as it was. */
  static LogRecord with(LogRecord record, LoweredTimes times) {
    return switch (record) {
      case LogRecord.Write(Mutation mutation) -> new LogRecord.Write(with(mutation, times));
      case LogRecord.Reached(var origin, long hlc) -> new LogRecord.Reached(origin, times.of(hlc));
      case LogRecord.Restarted(var origin, long hlc) ->
          new LogRecord.Restarted(origin, times.of(hlc));
      case LogRecord.Floor(long hlc) -> new LogRecord.Floor(times.of(hlc));
      case LogRecord.Forgotten(long tableId, long belowHlc) ->
          new LogRecord.Forgotten(tableId, times.of(belowHlc));
      case LogRecord.Told(long hlc) -> new LogRecord.Told(times.of(hlc));
      case LogRecord.Wiped _, LogRecord.Stands _ -> record;
    };
  }

  /** A mutation with another time. */
  public static Mutation with(Mutation mutation, LoweredTimes times) {
    Version version = mutation.version();
    return new Mutation(
        mutation.key(),
        new Version(times.of(version.hlc()), version.region()),
        mutation.newImage(),
        mutation.oldImage(),
        mutation.streamEpochMs(),
        mutation.flags());
  }
}
