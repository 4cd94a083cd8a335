package io.antipode.node.storage;

/**
 * It can't be known whether a write will be there: the disk failed while it was on its way. The
 * client hears of an internal error and may try again, as after a lost answer.
 */
public final class OutcomeUnknownException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public OutcomeUnknownException() {
    super("the disk failed while the write was on its way");
  }
}
