package io.antipode.node.runtime;

import io.antipode.replication.clock.TimeSource;

/** The machine's clock. */
public final class SystemTime implements TimeSource {
  @Override
  public long epochMs() {
    return System.currentTimeMillis();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
