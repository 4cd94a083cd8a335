package io.antipode.node.replica;

/** The table was deleted while a change to it was under way; has no stack trace. */
public final class NoSuchTableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoSuchTableException() {
    super("no such table", null, false, false);
  }
}
