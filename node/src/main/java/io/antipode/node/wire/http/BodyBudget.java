package io.antipode.node.wire.http;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that large bodies, asked or answered, may hold at once, of all ports. Any thread. */
final class BodyBudget {
  private final long limitBytes;
  private final AtomicLong usedBytes = new AtomicLong();

  BodyBudget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** Returns false, taking nothing, where that many bytes are not left. */
  boolean tryTake(long bytes) {
    if (usedBytes.addAndGet(bytes) <= limitBytes) {
      return true;
    }
    usedBytes.addAndGet(-bytes);
    return false;
  }

  void giveBack(long bytes) {
    long left = usedBytes.addAndGet(-bytes);
    assert left >= 0 : left;
  }

  /** Whether three quarters are used. */
  boolean isTight() {
    return usedBytes.get() > limitBytes - limitBytes / 4;
  }

  long usedBytes() {
    return usedBytes.get();
  }
}
