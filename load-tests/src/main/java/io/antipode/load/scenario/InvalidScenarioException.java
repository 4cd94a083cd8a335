package io.antipode.load.scenario;

import java.util.List;

/** Everything that is wrong with a scenario's file, each problem a sentence for its author. */
public final class InvalidScenarioException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  InvalidScenarioException(String file, List<String> problems) {
    super(file + ": " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
