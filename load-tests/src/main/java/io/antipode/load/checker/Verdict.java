package io.antipode.load.checker;

import io.antipode.load.history.Op;
import java.util.List;
import java.util.stream.Collectors;

/** What a checker found. */
public sealed interface Verdict {
  /**
   * The promise held.
   *
   * @param looked how many things were compared; 0 means that the run proves nothing
   */
  record Ok(long looked) implements Verdict {}

  /**
   * The promise was broken.
   *
   * @param what was expected and what was seen, for people
   * @param ops the few operations that show it, in the order of their calls; may be empty where the
   *     contents of regions show it alone
   */
  record Violation(String what, List<Op> ops) implements Verdict {
    @Override
    public String toString() {
      return what + ops.stream().map(op -> "\n  " + op).collect(Collectors.joining());
    }
  }

  /** The search was given up. */
  record Unknown(String why) implements Verdict {}

  static Violation violation(String what, Op... ops) {
    return new Violation(what, List.of(ops));
  }

  default boolean isOk() {
    return this instanceof Ok;
  }
}
