package io.antipode.node.expression;

/** An expression that DynamoDB refuses, with DynamoDB's whole message; has no stack trace. */
public final class ExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ExpressionException(String message) {
    super(message, null, false, false);
  }
}
