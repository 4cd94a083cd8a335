package io.antipode.node.bootstrap.cli;

/** Why a command came to nothing, in a sentence for whoever typed it. */
public final class CommandFailedException extends Exception {
  private static final long serialVersionUID = 1;

  public CommandFailedException(String message) {
    super(message);
  }

  public CommandFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
