package io.antipode.node.transfer.format;

import java.io.IOException;

/** Nothing more of an object can be read, since its bytes are not what they are told to be. */
public final class MalformedObjectException extends IOException {
  private static final long serialVersionUID = 1;

  MalformedObjectException(String message) {
    super(message);
  }

  MalformedObjectException(String message, Throwable cause) {
    super(message, cause);
  }
}
