package io.antipode.load.simulation;

import io.antipode.replication.clock.TimeSource;

/** One region's wall clock: the world's time, with a skew that faults set. */
public final class SimulatedTime implements TimeSource {
  private final World world;
  private long skewMs;

  public SimulatedTime(World world) {
    this.world = world;
  }

  /** Sets how far this clock is ahead (negative: behind) of true time, in milliseconds. */
  public void skew(long newSkewMs) {
    skewMs = newSkewMs;
  }

  @Override
  public long epochMs() {
    return World.EPOCH_MS + world.nowMs() + skewMs;
  }

  @Override
  public long nanos() {
    return world.nowNs();
  }
}
