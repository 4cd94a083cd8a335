package io.antipode.load.checker;

import io.antipode.load.history.Evidence;

/** Guards one promise. Pure: the same evidence gives the same verdict. */
@FunctionalInterface
public interface Checker {
  Verdict check(Evidence evidence);
}
