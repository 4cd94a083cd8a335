package io.antipode.replication.log;

import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.Disk.DiskFile;
import io.antipode.replication.log.RecordReader.Found;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads chosen records of one segment away from the shard's loop: {@link ShardLog#slice prepared}
 * there, {@link #read} once on any thread, {@link #settle settled} there again. Its file may not be
 * deleted meanwhile: offloads of one loop come one after the other, deletions among them.
 */
public final class LogSlice {
  private static final int CHUNK_BYTES = 64 << 10;

  /** Positions, both inclusive. */
  public record Span(long first, long last) {
    public Span {
      if (first < 1 || last < first) {
        throw new IllegalArgumentException(first + " to " + last);
      }
    }
  }

  /** Takes writes in the order of their positions. */
  public interface Taker {
    /**
     * @return whether it was taken; false ends the reading before it
     */
    boolean take(long position, Mutation mutation);
  }

  private final Disk disk;
  private final int shard;
  private final Segment segment;
  private final String path;
  private final int bufferBytes;
  private final List<Span> spans;

  /** For each span, a record at or before its first. */
  private final List<LogPlace> starts;

  private final int maxBytes;
  private final List<LogPlace> passed = new ArrayList<>();
  private long next;
  private long bytes;

  private LogSlice(
      Disk disk,
      int shard,
      Segment segment,
      List<Span> spans,
      List<LogPlace> starts,
      int maxBytes) {
    this.disk = disk;
    this.shard = shard;
    this.segment = segment;
    this.path = segment.path;
    this.bufferBytes = Math.clamp(segment.lengthBytes, RecordFormat.HEADER_BYTES, CHUNK_BYTES);
    this.spans = spans;
    this.starts = starts;
    this.maxBytes = maxBytes;
    this.next = spans.getFirst().first();
  }

  static LogSlice of(
      Disk disk, int shard, Segment segment, long end, List<Span> wanted, int maxBytes) {
    List<Span> spans = new ArrayList<>();
    List<LogPlace> starts = new ArrayList<>();
    for (Span span : wanted) {
      if (span.first() <= end) {
        spans.add(new Span(span.first(), Math.min(span.last(), end)));
        starts.add(segment.placeBefore(span.first()));
      }
    }
    return new LogSlice(disk, shard, segment, spans, starts, maxBytes);
  }

  /**
   * Reads the records; blocks.
   *
   * @return where to go on: the first position that the taker has not had
   * @throws DamagedFileException where a record can't be read
   */
  public long read(Taker taker) throws IOException {
    try (DiskFile file = disk.open(path)) {
      RecordReader reader = new RecordReader(file, shard, starts.getFirst().offset(), bufferBytes);
      long readerNext = starts.getFirst().position();
      for (int i = 0; i < spans.size(); i++) {
        Span span = spans.get(i);
        LogPlace start = starts.get(i);
        if (start.position() > readerNext) {
          reader.seek(start.offset());
          readerNext = start.position();
        }
        next = span.first();
        while (readerNext <= span.last()) {
          if (bytes >= maxBytes) {
            return next;
          }
          LogRecord record = record(reader, readerNext);
          if (readerNext >= span.first()) {
            if (record instanceof LogRecord.Write(Mutation mutation)
                && !taker.take(readerNext, mutation)) {
              return next;
            }
            next = readerNext + 1;
          }
          readerNext++;
        }
      }
      return next;
    }
  }

  private LogRecord record(RecordReader reader, long position) throws IOException {
    Found found = reader.next();
    while (found == Found.MARK) {
      found = reader.next();
    }
    if (found != Found.RECORD) {
      String problem = found == Found.END ? "the file ends before it" : reader.problem();
      throw new DamagedFileException(path, reader.offset(), "record " + position + ": " + problem);
    }
    if (reader.position() != position) {
      throw new DamagedFileException(
          path, reader.offset(), "record " + reader.position() + " instead of " + position);
    }
    if (passed.isEmpty()
        || reader.offset() - passed.getLast().offset() >= Segment.INDEX_EVERY_BYTES) {
      passed.add(new LogPlace(position, reader.offset()));
    }
    LogRecord record = reader.record();
    bytes += LogRecord.sizeOf(record);
    return record;
  }

  /** Bytes of records that were read, those before and between the wanted ones among them. */
  public long bytes() {
    return bytes;
  }

  /** Lets later reads find their places sooner; on the shard's loop. */
  public void settle() {
    passed.forEach(place -> segment.note(place.position(), place.offset()));
  }
}
