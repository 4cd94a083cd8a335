package io.antipode.node.bootstrap;

/** Why a node can't start, in words for whoever started it. */
public final class StartupException extends Exception {
  private static final long serialVersionUID = 1;

  public StartupException(String message) {
    super(message);
  }

  public StartupException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
