package io.antipode.node.json;

/**
 * JSON that is none, or not of the shape that the API expects, with DynamoDB's message (often
 * empty): answered with a SerializationException. Has no stack trace.
 */
public final class MalformedJsonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public MalformedJsonException(String message) {
    super(message, null, false, false);
  }
}
