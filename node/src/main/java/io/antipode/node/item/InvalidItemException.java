package io.antipode.node.item;

/** A value that DynamoDB refuses, with DynamoDB's message; has no stack trace. */
public class InvalidItemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InvalidItemException(String message) {
    super(message, null, false, false);
  }
}
