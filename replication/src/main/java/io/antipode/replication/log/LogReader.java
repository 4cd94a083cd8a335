package io.antipode.replication.log;

import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.Disk.DiskFile;
import io.antipode.replication.log.RecordReader.Found;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over a log's committed records: from the tail in memory where it can, from the files
 * where it must (blocking). Confined to the shard's loop; any number of them.
 */
public final class LogReader implements AutoCloseable {
  static final int CHUNK_BYTES = 128 << 10;
  static final int REPLAY_CHUNK_BYTES = 1 << 20;

  private final ShardLog log;
  private final Disk disk;
  private final int chunkBytes;
  private long next;

  private @Nullable Segment segment;
  private @Nullable DiskFile file;
  private @Nullable RecordReader records;

  /** Position of the record that {@link #records} comes to next. */
  private long recordsNext;

  LogReader(ShardLog log, Disk disk, long fromPosition, int chunkBytes) {
    this.log = log;
    this.disk = disk;
    this.next = fromPosition;
    this.chunkBytes = chunkBytes;
  }

  /** Position of the next record to be read. */
  public long position() {
    return next;
  }

  /** Moves the cursor. */
  public void seek(long position) {
    next = position;
  }

  /**
   * Visits committed records until about {@code maxBytes} of them are read (at least one), the
   * visitor has had enough, or none is left.
   *
   * @return whether the visitor wants more: false once it said no
   * @throws IllegalArgumentException where the position has been dropped from the log
   * @throws DamagedFileException where a record can't be read
   */
  public boolean read(int maxBytes, RecordVisitor visitor) throws IOException {
    if (next < log.firstPosition()) {
      throw new IllegalArgumentException(
          "position " + next + " is before the log's first, " + log.firstPosition());
    }
    long bytes = 0;
    while (bytes < maxBytes && next <= log.committed()) {
      LogRecord record = log.tail().holds(next) ? log.tail().get(next) : fromFile();
      bytes += LogRecordCodec.sizeOf(record);
      if (!visitor.visit(next++, record)) {
        return false;
      }
    }
    return true;
  }

  private LogRecord fromFile() throws IOException {
    Segment holder = log.segmentOf(next);
    if (records == null || segment != holder || recordsNext > next) {
      open(holder);
    }
    RecordReader reader = records;
    while (reader != null) {
      Found found = reader.next();
      switch (found) {
        case MARK -> {}
        case RECORD -> {
          LogRecord record = take(reader, holder);
          if (record != null) {
            return record;
          }
        }
        case END -> throw damaged(holder, reader, "the file ends before record " + recordsNext);
        case CUT_SHORT, BAD -> throw damaged(holder, reader, reader.problem());
      }
    }
    throw new IllegalStateException("no reader");
  }

  /** Takes the record that the reader stands at; null where it comes before the wanted one. */
  private @Nullable LogRecord take(RecordReader reader, Segment holder)
      throws DamagedFileException {
    if (reader.position() != recordsNext) {
      throw damaged(holder, reader, "record " + reader.position() + " instead of " + recordsNext);
    }
    holder.note(recordsNext, reader.offset());
    return recordsNext++ == next ? reader.record() : null;
  }

  private void open(Segment holder) throws IOException {
    close();
    DiskFile opened = disk.open(holder.path);
    segment = holder;
    file = opened;
    int entry = holder.entryBefore(next);
    int bufferBytes = Math.clamp(holder.lengthBytes, RecordFormat.HEADER_BYTES, chunkBytes);
    records = new RecordReader(opened, log.shardNumber(), holder.offsetAt(entry), bufferBytes);
    recordsNext = holder.positionAt(entry);
  }

  private static DamagedFileException damaged(Segment holder, RecordReader reader, String what) {
    return new DamagedFileException(holder.path, reader.offset(), what);
  }

  /** Releases the file; the reader may be used on. */
  @Override
  public void close() throws IOException {
    DiskFile opened = file;
    file = null;
    records = null;
    segment = null;
    if (opened != null) {
      opened.close();
    }
  }
}
