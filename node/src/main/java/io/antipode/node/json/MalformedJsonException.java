package io.antipode.node.json;

import com.fasterxml.jackson.core.JsonProcessingException;

/**
 * JSON that is not of the shape that the API expects, with DynamoDB's message: answered, like every
 * {@code JacksonException}, with a SerializationException. Has no stack trace.
 */
public final class MalformedJsonException extends JsonProcessingException {
  private static final long serialVersionUID = 1;

  public MalformedJsonException(String message) {
    super(message);
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nothing to guard: there is no trace
  public Throwable fillInStackTrace() {
    return this;
  }
}
