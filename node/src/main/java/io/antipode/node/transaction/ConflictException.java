package io.antipode.node.transaction;

/** Others write the items of a transaction that reads, all the time. */
public final class ConflictException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ConflictException() {
    super("the items are being written", null, false, false);
  }
}
