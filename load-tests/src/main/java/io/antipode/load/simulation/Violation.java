package io.antipode.load.simulation;

import io.antipode.load.checker.Verdict;

/** A promise was broken; the message begins with the promise's name and a colon. */
public final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Violation(String message) {
    super(message);
  }

  public Violation(String message, Throwable cause) {
    super(message, cause);
  }

  /** Throws where a checker has found something; what it can't tell is no finding. */
  static void require(String checker, Verdict verdict) {
    switch (verdict) {
      case Verdict.Ok _, Verdict.Unknown _ -> {}
      case Verdict.Violation violation -> throw new Violation(checker + ": " + violation);
    }
  }

  /** The name of the promise that was broken: what the checkers are called by. */
  public String promise() {
    String message = String.valueOf(getMessage());
    int colon = message.indexOf(':');
    return colon < 0 ? message : message.substring(0, colon);
  }
}
