package io.antipode.replication.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Encoded records that wait for their write call: one direct buffer, reused, that grows to what a
 * batch needs and shrinks after an unusual one.
 */
final class RecordBuffer {
  private static final int INITIAL_BYTES = 64 << 10;
  private static final int KEPT_BYTES = 1 << 20;

  private final short shard;
  private final CRC32C crc = new CRC32C();
  private ByteBuffer buffer = ByteBuffer.allocateDirect(INITIAL_BYTES);
  private ByteBuffer view = buffer.duplicate();

  RecordBuffer(int shard) {
    this.shard = (short) shard;
  }

  int bytes() {
    return buffer.position();
  }

  /** Appends a record. */
  void put(long position, LogRecord record) {
    int recordBytes = RecordFormat.HEADER_BYTES + LogRecordCodec.sizeOf(record);
    byte kind =
        record instanceof LogRecord.Write ? RecordFormat.KIND_MUTATION : RecordFormat.KIND_STATE;
    int start = begin(kind, recordBytes, position);
    try {
      LogRecordCodec.encode(record, buffer);
    } catch (IllegalArgumentException e) {
      buffer.position(start);
      throw e;
    }
    end(start);
  }

  /** Appends a mark. */
  void putMark(long syncedPosition) {
    end(begin(RecordFormat.KIND_MARK, RecordFormat.HEADER_BYTES, syncedPosition));
  }

  private int begin(byte kind, int recordBytes, long position) {
    reserve(recordBytes);
    int start = buffer.position();
    buffer
        .putInt(0)
        .putInt(recordBytes - RecordFormat.LENGTH_BASE)
        .put(kind)
        .put((byte) 0)
        .putShort(shard)
        .putLong(position);
    return start;
  }

  private void end(int start) {
    crc.reset();
    view.limit(buffer.position()).position(start + 4);
    crc.update(view);
    buffer.putInt(start, (int) crc.getValue());
  }

  private void reserve(int bytes) {
    if (buffer.remaining() < bytes) {
      long wanted = Math.max(buffer.capacity() * 2L, (long) buffer.position() + bytes);
      replace(
          ByteBuffer.allocateDirect((int) Math.min(Integer.MAX_VALUE - 8, wanted))
              .put(buffer.flip()));
    }
  }

  private void replace(ByteBuffer with) {
    buffer = with;
    view = with.duplicate();
  }

  /** What waits, ready to be written; {@link #clear} afterwards. */
  ByteBuffer readable() {
    return buffer.flip();
  }

  void clear() {
    if (buffer.capacity() > KEPT_BYTES) {
      replace(ByteBuffer.allocateDirect(INITIAL_BYTES));
    } else {
      buffer.clear();
    }
  }
}
