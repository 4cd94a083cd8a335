package io.antipode.load.simulation;

import io.antipode.load.scenario.FaultType;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One thing that goes wrong at one time.
 *
 * @param number in its plan, so that a smaller plan can be named by the numbers that it keeps
 * @param atMs since the beginning
 * @param victim index of the region
 * @param other index of another region, for links
 * @param forMs how long it lasts, where it lasts
 * @param parameters how bad it is, by the kind's names
 * @param chance more randomness for the kind's own use
 */
public record Fault(
    int number,
    FaultType kind,
    long atMs,
    int victim,
    int other,
    long forMs,
    Map<String, Long> parameters,
    long chance) {
  public Fault {
    parameters = Map.copyOf(parameters);
    if (!parameters.keySet().equals(kind.parameters().keySet())) {
      throw new IllegalArgumentException(kind.word() + " takes " + kind.parameters().keySet());
    }
  }

  /** The same by another number. */
  Fault as(int newNumber) {
    return new Fault(newNumber, kind, atMs, victim, other, forMs, parameters, chance);
  }

  /** How bad it is, by the kind's name for it. */
  long parameter(String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }

  /** A draw from the fault's own chance: 0 to below the bound. */
  long draw(long bound) {
    return Long.remainderUnsigned(chance, bound);
  }

  /** A draw of its own, by its name: 0 to below the bound. */
  int drawFrom(String name, int bound) {
    return new Draws(chance).below(name, bound);
  }

  @Override
  public String toString() {
    return "#%d %s at %d ms, region %d/%d, for %d ms%s"
        .formatted(
            number,
            kind.word(),
            atMs,
            victim,
            other,
            forMs,
            parameters.isEmpty() ? "" : ", " + new TreeMap<>(parameters));
  }
}
