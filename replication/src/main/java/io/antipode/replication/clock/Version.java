package io.antipode.replication.clock;

import io.antipode.cluster.topology.Region;

/**
 * When and where a write was accepted: totally ordered, unique per write. The order is by hybrid
 * logical time, then by region name; the greater version of an item wins, whole.
 *
 * @param hlc hybrid logical clock (Kulkarni et al., OPODIS 2014): 48 bits of epoch milliseconds,
 *     then a 16-bit counter
 */
public record Version(long hlc, Region region) implements Comparable<Version> {
  /** Width of the counter below the milliseconds. */
  public static final int COUNTER_BITS = 16;

  public Version {
    if (hlc < 0) {
      throw new IllegalArgumentException("negative hybrid logical time " + hlc);
    }
  }

  /** The physical part of a hybrid logical time, in epoch milliseconds. */
  public static long epochMs(long hlc) {
    return hlc >>> COUNTER_BITS;
  }

  /** The first hybrid logical time of a millisecond. */
  public static long atMs(long epochMs) {
    return epochMs << COUNTER_BITS;
  }

  @Override
  public int compareTo(Version other) {
    int byTime = Long.compare(hlc, other.hlc);
    return byTime != 0 ? byTime : region.compareTo(other.region);
  }

  /** Whether this version wins over the other. */
  public boolean beats(Version other) {
    return compareTo(other) > 0;
  }

  /** {@code HLC:REGION}, as in the header {@code x-antipode-version}. */
  @Override
  public String toString() {
    return hlc + ":" + region.name();
  }
}
