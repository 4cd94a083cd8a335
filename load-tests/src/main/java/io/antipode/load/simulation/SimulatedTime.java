package io.antipode.load.simulation;

import io.antipode.replication.clock.TimeSource;

/**
 * One region's wall clock: the world's time, with a skew and a drift that faults set, within a
 * bound. The stopwatch is always right.
 */
public final class SimulatedTime implements TimeSource {
  private static final long PARTS = 1_000_000;

  private final World world;
  private final long maxErrorMs;
  private long skewMs;
  private long driftPartsPerMillion;
  private long driftSinceMs;
  private long highestEpochMs;
  private long highestOfLifeMs;
  private boolean disturbed;

  /** A clock that faults may set as wrong as they like. */
  public SimulatedTime(World world) {
    this(world, Long.MAX_VALUE);
  }

  /**
   * @param maxErrorMs how far from true time the clock ever is
   */
  SimulatedTime(World world, long maxErrorMs) {
    this.world = world;
    this.maxErrorMs = maxErrorMs;
  }

  /** Sets how far this clock is ahead (negative: behind) of true time, in milliseconds. */
  public void skew(long newSkewMs) {
    drift(0);
    skewMs = newSkewMs;
    disturbed |= newSkewMs != 0;
  }

  /** How far it is ahead by what was set; drift comes on top. */
  long skewMs() {
    return skewMs;
  }

  /** Moves the clock by so many milliseconds, forwards or backwards. */
  public void jump(long byMs) {
    skewMs += byMs;
    disturbed = true;
  }

  /** From now on the clock runs too fast (negative: too slow) by so many parts of a million. */
  public void drift(long partsPerMillion) {
    skewMs += driftedMs();
    driftPartsPerMillion = partsPerMillion;
    disturbed |= partsPerMillion != 0;
    driftSinceMs = world.nowMs();
  }

  /** Whether it was ever made wrong. */
  boolean wasDisturbed() {
    return disturbed;
  }

  private long driftedMs() {
    return (world.nowMs() - driftSinceMs) * driftPartsPerMillion / PARTS;
  }

  @Override
  public long epochMs() {
    long errorMs = Math.clamp(skewMs + driftedMs(), -maxErrorMs, maxErrorMs);
    long epochMs = World.EPOCH_MS + world.nowMs() + errorMs;
    highestEpochMs = Math.max(highestEpochMs, epochMs);
    highestOfLifeMs = Math.max(highestOfLifeMs, epochMs);
    return epochMs;
  }

  /** A process begins: it knows nothing of what was told to another one. */
  void beginLife() {
    highestOfLifeMs = 0;
  }

  /** The latest time that this clock has told to the process that runs. */
  long highestOfLifeMs() {
    return highestOfLifeMs;
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
