package io.antipode.node.wire.http;

import io.antipode.replication.memory.MemoryShare;
import java.util.Arrays;

/**
 * Bytes of a connection that can't be read yet: a head in pieces, or what a client sends before it
 * has its answers. Most connections never need one, so it holds nothing while it is empty; beyond a
 * little, it holds what it is granted.
 */
final class Remainder {
  private static final byte[] EMPTY = {};

  private final MemoryShare share;
  private byte[] bytes = EMPTY;
  private int length;
  private long grantedBytes;

  /**
   * @param share of the bytes of requests
   */
  Remainder(MemoryShare share) {
    this.share = share;
  }

  boolean isEmpty() {
    return length == 0;
  }

  int length() {
    return length;
  }

  long grantedBytes() {
    return grantedBytes;
  }

  /** Keeps more; false, keeping nothing of it, where there is no memory for it. */
  boolean append(byte[] more, int from, int moreBytes) {
    if (bytes.length - length < moreBytes) {
      int capacity = Math.max(length + moreBytes, 2 * length);
      if (capacity > RequestBody.MAX_FREE_BYTES) {
        if (!share.tryTake(capacity - grantedBytes)) {
          return false;
        }
        grantedBytes = capacity;
      }
      bytes = Arrays.copyOf(bytes, capacity);
    }
    System.arraycopy(more, from, bytes, length, moreBytes);
    length += moreBytes;
    return true;
  }

  /**
   * Gives the bytes away, {@link #length} of them as it was before: what remains of them comes back
   * at once.
   */
  byte[] take() {
    byte[] taken = bytes;
    clear();
    return taken;
  }

  void clear() {
    bytes = EMPTY;
    length = 0;
    if (grantedBytes > 0) {
      share.giveBack(grantedBytes);
      grantedBytes = 0;
    }
  }
}
