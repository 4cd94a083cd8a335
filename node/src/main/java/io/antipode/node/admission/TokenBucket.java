package io.antipode.node.admission;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Capacity units that flow in at a steady rate and are kept for {@value #BURST_SECONDS} seconds, as
 * DynamoDB keeps what a table does not use. Whoever finds anything in it may take as much as it
 * needs, so the bucket may owe: then nobody gets anything until the debt has flowed in.
 *
 * <p>All of its state is one moment, that at which it was (or will be) empty: so it takes one
 * compare-and-set to take from it, and time alone fills it. Known as the generic cell rate
 * algorithm (ITU-T I.371, the virtual scheduling form). Any thread.
 */
final class TokenBucket {
  /** How long what is not used can be used later. */
  static final int BURST_SECONDS = 300;

  private static final double NANOS = 1e9;
  private static final long BURST_NS = BURST_SECONDS * 1_000_000_000L;

  private final AtomicLong emptyAtNs;
  private final long unitsPerSecond;

  private TokenBucket(long unitsPerSecond, long emptyAtNs) {
    if (unitsPerSecond <= 0) {
      throw new IllegalArgumentException("a rate of " + unitsPerSecond);
    }
    this.unitsPerSecond = unitsPerSecond;
    this.emptyAtNs = new AtomicLong(emptyAtNs);
  }

  /** A full one. */
  static TokenBucket full(long unitsPerSecond, long nowNs) {
    return new TokenBucket(unitsPerSecond, nowNs - BURST_NS);
  }

  /** One of another rate with what is in this one, or is owed; no more than it can keep. */
  TokenBucket at(long newUnitsPerSecond, long nowNs) {
    double units = units(nowNs);
    long filledNs = (long) Math.min(BURST_NS, units / newUnitsPerSecond * NANOS);
    return new TokenBucket(newUnitsPerSecond, nowNs - filledNs);
  }

  long unitsPerSecond() {
    return unitsPerSecond;
  }

  /** Whether there is anything in it. */
  boolean hasAny(long nowNs) {
    return emptyAtNs.get() - nowNs < 0;
  }

  /** Takes, if there is anything in it. */
  boolean tryTake(double units, long nowNs) {
    while (true) {
      long emptyAt = emptyAtNs.get();
      if (emptyAt - nowNs >= 0) {
        return false;
      }
      if (emptyAtNs.compareAndSet(emptyAt, after(emptyAt, units, nowNs))) {
        return true;
      }
    }
  }

  /**
   * Takes whether or not there is anything in it.
   *
   * @param units negative to give back
   */
  void take(double units, long nowNs) {
    if (units != 0) {
      long emptyAt = emptyAtNs.get();
      while (!emptyAtNs.compareAndSet(emptyAt, after(emptyAt, units, nowNs))) {
        emptyAt = emptyAtNs.get();
      }
    }
  }

  /** What is in it; negative for what it owes. */
  double units(long nowNs) {
    return Math.min(BURST_NS, nowNs - emptyAtNs.get()) / NANOS * unitsPerSecond;
  }

  private long after(long emptyAt, double units, long nowNs) {
    long fullAt = nowNs - BURST_NS;
    long from = emptyAt - fullAt < 0 ? fullAt : emptyAt;
    return from + (long) (units / unitsPerSecond * NANOS);
  }
}
