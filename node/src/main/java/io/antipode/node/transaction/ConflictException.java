package io.antipode.node.transaction;

import java.util.List;

/** Others write items of a transaction that reads, all the time. */
public final class ConflictException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Boolean> conflicts;

  ConflictException(List<Boolean> conflicts) {
    super("items are being written", null, false, false);
    this.conflicts = List.copyOf(conflicts);
  }

  /** Which of the items, in the order in which they were asked for. */
  public List<Boolean> conflicts() {
    return conflicts;
  }
}
