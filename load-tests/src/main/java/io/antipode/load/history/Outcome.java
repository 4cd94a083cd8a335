package io.antipode.load.history;

/** What a client may believe about its operation's effect. */
public enum Outcome {
  /** It happened. */
  OK,
  /** It did not happen and never will. */
  FAIL,
  /** It may have happened, may still happen, or never: no answer, or an internal error. */
  INDETERMINATE
}
