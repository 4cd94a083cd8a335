package io.antipode.node.bootstrap;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;

/** Why a node can't start, in words for whoever started it. */
public class StartupException extends Exception {
  private static final long serialVersionUID = 1;

  public StartupException(String message) {
    super(message);
  }

  public StartupException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What lies behind a failure, in as few words as there are. */
  static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return switch (cause) {
      // The messages of these are the path alone.
      case AccessDeniedException denied -> "no permission for " + denied.getFile();
      case FileAlreadyExistsException file -> file.getFile() + " is not a folder";
      case NoSuchFileException missing -> missing.getFile() + " can't be created";
      case Throwable other -> message == null ? other.toString() : message;
    };
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
