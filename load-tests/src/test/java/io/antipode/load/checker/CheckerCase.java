package io.antipode.load.checker;

/**
 * A history that a checker must accept or reject.
 *
 * @param tale what it tells, for people
 */
record CheckerCase(String checker, boolean good, String tale, EvidenceBuilder evidence) {
  static CheckerCase good(String checker, String tale, EvidenceBuilder evidence) {
    return new CheckerCase(checker, true, tale, evidence);
  }

  static CheckerCase bad(String checker, String tale, EvidenceBuilder evidence) {
    return new CheckerCase(checker, false, tale, evidence);
  }

  @Override
  public String toString() {
    return checker + " " + (good ? "accepts " : "rejects ") + tale;
  }
}
