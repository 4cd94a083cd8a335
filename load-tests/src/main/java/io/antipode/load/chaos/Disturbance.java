package io.antipode.load.chaos;

import io.antipode.load.scenario.FaultType;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Something that will be done to somebody, drawn and not yet begun.
 *
 * @param target to whom, for people
 * @param claims what no other disturbance may have at the same time, such as a node's process
 * @param begin may block
 * @param end undoes it; may block. Called once after {@code begin}, even where that failed
 * @param happened asked after the end: false where it was called off
 */
record Disturbance(
    FaultType type,
    String target,
    Set<String> claims,
    Step begin,
    Step end,
    BooleanSupplier happened) {
  /** Does something that takes a while. */
  interface Step {
    void run() throws InterruptedException;

    /** Nothing to do. */
    Step NONE = () -> {};
  }

  Disturbance {
    claims = Set.copyOf(claims);
  }

  /** One that always happens. */
  Disturbance(FaultType type, String target, Set<String> claims, Step begin, Step end) {
    this(type, target, claims, begin, end, () -> true);
  }

  /** For people: {@code kill-node us-east-1/node-1}. */
  @Override
  public String toString() {
    return type.word() + " " + target;
  }
}
