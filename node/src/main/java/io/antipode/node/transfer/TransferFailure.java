package io.antipode.node.transfer;

import io.antipode.node.objects.NoSuchBucketException;
import java.io.FileNotFoundException;
import java.util.concurrent.CompletionException;

/**
 * Why a transfer failed, as its description tells it.
 *
 * @param code as AWS has them
 */
record TransferFailure(String code, String message) {
  private static final int MAX_MESSAGE_CHARS = 4_000;

  static TransferFailure of(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case Failed failed -> failed.failure;
      case NoSuchBucketException missing ->
          new TransferFailure("S3NoSuchBucket", "The specified bucket does not exist");
      case FileNotFoundException missing ->
          new TransferFailure(
              "S3NoSuchKey", "The specified key does not exist: " + message(missing));
      default -> new TransferFailure("InternalServerError", message(cause));
    };
  }

  private static String message(Throwable cause) {
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return message.length() <= MAX_MESSAGE_CHARS
        ? message
        : message.substring(0, MAX_MESSAGE_CHARS);
  }

  /** A failure whose code is known where it is noticed. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient TransferFailure failure;

    Failed(String code, String message) {
      super(message);
      this.failure = new TransferFailure(code, message);
    }
  }
}
