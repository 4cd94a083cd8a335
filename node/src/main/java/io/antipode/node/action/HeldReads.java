package io.antipode.node.action;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What all reads of many items may hold together in this process until they are answered. Any
 * thread.
 */
public final class HeldReads {
  private static final long MAX_BYTES = Runtime.getRuntime().maxMemory() / 8;
  private static final AtomicLong HELD_BYTES = new AtomicLong();

  private HeldReads() {}

  /** Takes room for an item; false where there is none. */
  static boolean take(long sizeBytes) {
    if (HELD_BYTES.addAndGet(sizeBytes) > MAX_BYTES) {
      HELD_BYTES.addAndGet(-sizeBytes);
      return false;
    }
    return true;
  }

  /** Gives back what was taken. */
  public static void release(long sizeBytes) {
    HELD_BYTES.addAndGet(-sizeBytes);
  }
}
