package io.antipode.replication.region;

/** Bytes that are no frame: a peer that speaks another format. */
final class MalformedFrameException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedFrameException(String message) {
    super(message);
  }
}
