package io.antipode.replication.log;

import org.jspecify.annotations.Nullable;

/**
 * The newest records in memory, bounded by bytes: senders and streams that keep up never read the
 * disk. A ring that doubles as needed; holds the records themselves, nothing per record besides.
 */
final class LogTail {
  private final long maxBytes;
  private @Nullable LogRecord[] ring = new @Nullable LogRecord[64];
  private long first;
  private long next;
  private long bytes;

  LogTail(long maxBytes, long nextPosition) {
    this.maxBytes = maxBytes;
    this.first = nextPosition;
    this.next = nextPosition;
  }

  /**
   * Takes the next record.
   *
   * @param evictUpTo records after it stay, whatever the bound: they can't be read elsewhere yet
   */
  void add(LogRecord record, long evictUpTo) {
    if (next - first == ring.length) {
      grow();
    }
    ring[slot(next++)] = record;
    bytes += LogRecordCodec.sizeOf(record);
    while (bytes > maxBytes && first <= evictUpTo && first < next) {
      int slot = slot(first++);
      LogRecord oldest = ring[slot];
      ring[slot] = null;
      bytes -= oldest == null ? 0 : LogRecordCodec.sizeOf(oldest);
    }
  }

  /** The first position held; one above the last where nothing is. */
  long firstPosition() {
    return first;
  }

  boolean holds(long position) {
    return position >= first && position < next;
  }

  LogRecord get(long position) {
    LogRecord record = holds(position) ? ring[slot(position)] : null;
    if (record == null) {
      throw new IllegalArgumentException("position " + position + " is not in the tail");
    }
    return record;
  }

  private int slot(long position) {
    return (int) position & (ring.length - 1);
  }

  private void grow() {
    @Nullable LogRecord[] larger = new @Nullable LogRecord[ring.length * 2];
    for (long position = first; position < next; position++) {
      larger[(int) position & (larger.length - 1)] = ring[slot(position)];
    }
    ring = larger;
  }
}
