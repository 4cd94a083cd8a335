package io.antipode.node.wire.http;

import java.util.Arrays;

/**
 * Bytes of a connection that can't be read yet: a head in pieces, or what a client sends before it
 * has its answers. Most connections never need one, so it holds nothing while it is empty.
 */
final class Remainder {
  private static final byte[] EMPTY = {};

  private byte[] bytes = EMPTY;
  private int length;

  boolean isEmpty() {
    return length == 0;
  }

  int length() {
    return length;
  }

  void append(byte[] more, int from, int moreBytes) {
    if (bytes.length - length < moreBytes) {
      bytes = Arrays.copyOf(bytes, Math.max(length + moreBytes, 2 * length));
    }
    System.arraycopy(more, from, bytes, length, moreBytes);
    length += moreBytes;
  }

  /** Gives the bytes away, {@link #length} of them as it was before. */
  byte[] take() {
    byte[] taken = bytes;
    clear();
    return taken;
  }

  void clear() {
    bytes = EMPTY;
    length = 0;
  }
}
