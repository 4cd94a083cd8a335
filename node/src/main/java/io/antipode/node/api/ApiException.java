package io.antipode.node.api;

/**
 * Carries an {@link ApiError} out of nested decoding and validation to the one place that answers;
 * has no stack trace.
 */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ApiError error;

  public ApiException(ApiError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  /** A {@code ValidationException} with this message. */
  public static ApiException validation(String message) {
    return new ApiException(ApiError.validation(message));
  }

  public ApiError error() {
    return error;
  }
}
