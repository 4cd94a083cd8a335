package io.antipode.cluster.settings;

import java.util.List;

/** Everything that is wrong with a node's settings, each problem a sentence for its operator. */
public final class InvalidSettingsException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  public InvalidSettingsException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
