package io.antipode.replication.log;

import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.mutation.MutationCodec;
import org.jspecify.annotations.Nullable;

/**
 * The newest records in memory, bounded by bytes: senders and streams that keep up never read the
 * disk. A ring that doubles as needed; holds the mutations themselves, nothing per record besides.
 */
final class LogTail {
  private final long maxBytes;
  private @Nullable Mutation[] ring = new @Nullable Mutation[64];
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
  void add(Mutation mutation, long evictUpTo) {
    if (next - first == ring.length) {
      grow();
    }
    ring[slot(next++)] = mutation;
    bytes += MutationCodec.sizeOf(mutation);
    while (bytes > maxBytes && first <= evictUpTo && first < next) {
      int slot = slot(first++);
      Mutation oldest = ring[slot];
      ring[slot] = null;
      bytes -= oldest == null ? 0 : MutationCodec.sizeOf(oldest);
    }
  }

  /** The first position held; one above the last where nothing is. */
  long firstPosition() {
    return first;
  }

  boolean holds(long position) {
    return position >= first && position < next;
  }

  Mutation get(long position) {
    Mutation mutation = holds(position) ? ring[slot(position)] : null;
    if (mutation == null) {
      throw new IllegalArgumentException("position " + position + " is not in the tail");
    }
    return mutation;
  }

  private int slot(long position) {
    return (int) position & (ring.length - 1);
  }

  private void grow() {
    @Nullable Mutation[] larger = new @Nullable Mutation[ring.length * 2];
    for (long position = first; position < next; position++) {
      larger[(int) position & (larger.length - 1)] = ring[slot(position)];
    }
    ring = larger;
  }
}
