package io.antipode.load.simulation;

import io.antipode.replication.clock.TimeSource;

/**
 * One region's wall clock: the world's time, with a skew and a drift that faults set. The stopwatch
 * is always right.
 */
public final class SimulatedTime implements TimeSource {
  private static final long PARTS = 1_000_000;

  private final World world;
  private long skewMs;
  private long driftPartsPerMillion;
  private long driftSinceMs;
  private long highestEpochMs;

  public SimulatedTime(World world) {
    this.world = world;
  }

  /** Sets how far this clock is ahead (negative: behind) of true time, in milliseconds. */
  public void skew(long newSkewMs) {
    drift(0);
    skewMs = newSkewMs;
  }

  /** Moves the clock by so many milliseconds, forwards or backwards. */
  public void jump(long byMs) {
    skewMs += byMs;
  }

  /** From now on the clock runs too fast (negative: too slow) by so many parts of a million. */
  public void drift(long partsPerMillion) {
    skewMs += driftedMs();
    driftPartsPerMillion = partsPerMillion;
    driftSinceMs = world.nowMs();
  }

  private long driftedMs() {
    return (world.nowMs() - driftSinceMs) * driftPartsPerMillion / PARTS;
  }

  @Override
  public long epochMs() {
    long epochMs = World.EPOCH_MS + world.nowMs() + skewMs + driftedMs();
    highestEpochMs = Math.max(highestEpochMs, epochMs);
    return epochMs;
  }

  /** The latest time that this clock has ever told. */
  long highestEpochMs() {
    return highestEpochMs;
  }

  @Override
  public long nanos() {
    return world.nowNs();
  }
}
