package io.antipode.load.scenario;

import java.util.Map;
import java.util.Objects;

/**
 * A fault of a scenario: it strikes again and again, at a place that the run draws.
 *
 * @param everyMs the mean time between two strikes; 0 where the scenario's pace says it
 * @param forMs how long one lasts
 * @param parameters all of the type's, by name
 */
public record FaultSpec(FaultType type, long everyMs, Span forMs, Map<String, Span> parameters) {
  public FaultSpec {
    parameters = Map.copyOf(parameters);
    if (!parameters.keySet().equals(type.parameters().keySet())) {
      throw new IllegalArgumentException(type.word() + " takes " + type.parameters().keySet());
    }
  }

  /** A parameter of the type; another name is a mistake of the caller. */
  public Span parameter(String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }
}
