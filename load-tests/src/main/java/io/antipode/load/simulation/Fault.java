package io.antipode.load.simulation;

import io.antipode.load.scenario.FaultType;

/**
 * One thing that goes wrong at one time.
 *
 * @param number in its plan, so that a smaller plan can be named by the numbers that it keeps
 * @param atMs since the beginning
 * @param victim index of the region
 * @param other index of another region, for links
 * @param forMs how long it lasts, where it lasts
 * @param chance more randomness for the kind's own use
 */
public record Fault(
    int number, FaultType kind, long atMs, int victim, int other, long forMs, long chance) {
  /** A draw from the fault's own chance: 0 to below the bound. */
  long draw(long bound) {
    return Long.remainderUnsigned(chance, bound);
  }

  /** A draw between minus and plus the bound. */
  long drawSigned(long bound) {
    return draw(2 * bound + 1) - bound;
  }

  @Override
  public String toString() {
    return "#%d %s at %d ms, region %d/%d, for %d ms"
        .formatted(number, kind.word(), atMs, victim, other, forMs);
  }
}
