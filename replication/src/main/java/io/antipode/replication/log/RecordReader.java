package io.antipode.replication.log;

import io.antipode.replication.disk.Crc;
import io.antipode.replication.disk.Disk.DiskFile;
import io.antipode.replication.mutation.MalformedMutationException;
import io.antipode.replication.mutation.MutationCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one segment file one after another through a buffer, checking each. It finds
 * out what is there and judges nothing: whether bad bytes are a torn tail or damage is for {@link
 * LogRecovery} to say.
 */
final class RecordReader {
  /** What {@link #next} came upon. */
  enum Found {
    RECORD,
    MARK,
    /** The end of the file, at the end of a record. */
    END,
    /** The file ends inside the record, by the record's own length. */
    CUT_SHORT,
    /** No record. */
    BAD
  }

  private final DiskFile file;
  private final int shard;
  private byte[] bytes;
  private ByteBuffer buffer;

  /** Offset in the file of the buffer's first byte; the buffer is filled from 0 to its limit. */
  private long bufferOffset;

  private long offset;
  private long nextOffset;
  private long position;
  private @Nullable LogRecord record;
  private String problem = "";

  RecordReader(DiskFile file, int shard, long startOffset, int chunkBytes) {
    this.file = file;
    this.shard = shard;
    this.bytes = new byte[chunkBytes];
    this.buffer = ByteBuffer.wrap(bytes).limit(0);
    this.bufferOffset = startOffset;
    this.nextOffset = startOffset;
  }

  /** Moves to an offset at which a record begins. */
  void seek(long toOffset) {
    nextOffset = toOffset;
  }

  /** Reads the record after the last one read. */
  Found next() throws IOException {
    return at(nextOffset);
  }

  /** Reads the record at an offset of the file. */
  Found at(long at) throws IOException {
    offset = at;
    record = null;
    int available = fill(at, RecordFormat.HEADER_BYTES);
    if (available < RecordFormat.HEADER_BYTES) {
      problem = "the file ends inside a record's header";
      return available == 0 ? Found.END : Found.CUT_SHORT;
    }
    int start = (int) (at - bufferOffset);
    if (!RecordFormat.plausible(buffer, start, shard)) {
      problem = "not a record header of shard " + shard;
      return Found.BAD;
    }
    int recordBytes = RecordFormat.LENGTH_BASE + buffer.getInt(start + 4);
    if (fill(at, recordBytes) < recordBytes) {
      problem = "the file ends inside a record of " + recordBytes + " bytes";
      return Found.CUT_SHORT;
    }
    start = (int) (at - bufferOffset);
    if (buffer.getInt(start) != Crc.of(bytes, start + 4, recordBytes - 4)) {
      problem = "the checksum does not match the record";
      return Found.BAD;
    }
    position = buffer.getLong(start + 12);
    if (buffer.get(start + 8) == RecordFormat.KIND_MARK) {
      nextOffset = at + recordBytes;
      return Found.MARK;
    }
    return decode(start, recordBytes);
  }

  private Found decode(int start, int recordBytes) {
    ByteBuffer payload =
        buffer.duplicate().limit(start + recordBytes).position(start + RecordFormat.HEADER_BYTES);
    try {
      record =
          buffer.get(start + 8) == RecordFormat.KIND_MUTATION
              ? new LogRecord.Write(MutationCodec.decode(payload))
              : LogRecordCodec.decodeState(payload);
    } catch (MalformedMutationException e) {
      problem = String.valueOf(e.getMessage());
      return Found.BAD;
    }
    nextOffset = offset + recordBytes;
    return Found.RECORD;
  }

  /** Whether the bytes at an offset could begin a record; false past the end too. */
  boolean plausibleAt(long at) throws IOException {
    return fill(at, RecordFormat.HEADER_BYTES) >= RecordFormat.HEADER_BYTES
        && RecordFormat.plausible(buffer, (int) (at - bufferOffset), shard);
  }

  /** Has at least {@code needed} bytes from an offset in the buffer; returns how many are there. */
  private int fill(long at, int needed) throws IOException {
    int start = (int) Math.min(Integer.MAX_VALUE, at - bufferOffset);
    if (start < 0 || start > buffer.limit()) {
      buffer.limit(0);
      bufferOffset = at;
      start = 0;
    }
    if (buffer.limit() - start >= needed) {
      return buffer.limit() - start;
    }
    int kept = buffer.limit() - start;
    byte[] target = needed <= bytes.length ? bytes : new byte[needed];
    System.arraycopy(bytes, start, target, 0, kept);
    if (target != bytes) {
      bytes = target;
      buffer = ByteBuffer.wrap(target);
    }
    bufferOffset = at;
    buffer.clear().position(kept);
    while (buffer.position() < needed) {
      if (file.read(at + buffer.position(), buffer) <= 0) {
        break;
      }
    }
    return buffer.flip().limit();
  }

  /** Offset of the record last looked at. */
  long offset() {
    return offset;
  }

  /** Offset after the last valid record. */
  long nextOffset() {
    return nextOffset;
  }

  /** Position of the last valid record; of a mark, what it says is synced. */
  long position() {
    return position;
  }

  /** Whether the last thing found was no record but a mark. */
  boolean isMark() {
    return record == null;
  }

  /** The record, after {@link Found#RECORD}. */
  LogRecord record() {
    LogRecord found = record;
    if (found == null) {
      throw new IllegalStateException("no record was found");
    }
    return found;
  }

  /** What is wrong, after {@link Found#BAD} and {@link Found#CUT_SHORT}. */
  String problem() {
    return problem;
  }
}
