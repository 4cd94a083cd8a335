package io.antipode.replication.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that one use of memory holds, and may hold at most. Any thread; taking and giving back
 * is an addition each.
 */
public final class MemoryShare {
  private final long limitBytes;
  private final AtomicLong usedBytes = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  public MemoryShare(long limitBytes) {
    if (limitBytes < 1) {
      throw new IllegalArgumentException("a share of " + limitBytes + " bytes");
    }
    this.limitBytes = limitBytes;
  }

  /** Takes so many bytes; false, taking nothing, where they are not left. */
  public boolean tryTake(long bytes) {
    if (usedBytes.addAndGet(bytes) <= limitBytes) {
      return true;
    }
    usedBytes.addAndGet(-bytes);
    refused.incrementAndGet();
    return false;
  }

  /** Takes what is held whether it fits or not: the limit is looked at before, or afterwards. */
  public void take(long bytes) {
    usedBytes.addAndGet(bytes);
  }

  public void giveBack(long bytes) {
    long left = usedBytes.addAndGet(-bytes);
    assert left >= 0 : left;
  }

  /** Whether three quarters are used. */
  public boolean isTight() {
    return usedBytes.get() > limitBytes - limitBytes / 4;
  }

  /** Whether as much is used as may be. */
  public boolean isOver() {
    return usedBytes.get() > limitBytes;
  }

  public long usedBytes() {
    return usedBytes.get();
  }

  public long limitBytes() {
    return limitBytes;
  }

  /** How often bytes were not left. */
  public long refused() {
    return refused.get();
  }
}
