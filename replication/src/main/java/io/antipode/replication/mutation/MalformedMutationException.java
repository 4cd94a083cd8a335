package io.antipode.replication.mutation;

/** Bytes that are no mutation: damage, or a peer that speaks another format. */
public final class MalformedMutationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public MalformedMutationException(String message) {
    super(message);
  }
}
