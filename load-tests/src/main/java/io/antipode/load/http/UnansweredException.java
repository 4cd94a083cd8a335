package io.antipode.load.http;

import java.io.IOException;

/**
 * A target took a request and neither read on nor answered for longer than any work takes: it
 * hangs. The message says on which connection, and how far the request and its answer had come.
 */
public final class UnansweredException extends IOException {
  private static final long serialVersionUID = 1L;

  UnansweredException(String message) {
    super(message);
  }
}
