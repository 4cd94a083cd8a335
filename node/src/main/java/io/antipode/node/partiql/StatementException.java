package io.antipode.node.partiql;

/** A statement is refused, with DynamoDB's message; has no stack trace. */
public final class StatementException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final String NOT_WELL_FORMED =
      "Statement wasn't well formed, can't be processed: ";

  public StatementException(String message) {
    super(message, null, false, false);
  }

  /** The text is no statement. */
  static StatementException notWellFormed(String detail) {
    return new StatementException(NOT_WELL_FORMED + detail);
  }
}
