package io.antipode.node.bootstrap;

import io.antipode.replication.clock.TimeSource;

/**
 * A region's wall clock that can be set wrong, to show that nothing breaks when it is. Durations
 * stay right: only the calendar is skewed. Any thread.
 */
public final class SkewedTime implements TimeSource {
  private final TimeSource time;
  private volatile long skewMs;

  public SkewedTime(TimeSource time) {
    this.time = time;
  }

  /** Milliseconds ahead (or, negative, behind) of the true clock. */
  public long skewMs() {
    return skewMs;
  }

  public void skewByMs(long newSkewMs) {
    skewMs = newSkewMs;
  }

  @Override
  public long epochMs() {
    return time.epochMs() + skewMs;
  }

  @Override
  public long nanos() {
    return time.nanos();
  }
}
