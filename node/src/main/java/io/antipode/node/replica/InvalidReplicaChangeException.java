package io.antipode.node.replica;

/** A change of replicas that can't be made, with DynamoDB's message; has no stack trace. */
public final class InvalidReplicaChangeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidReplicaChangeException(String message) {
    super(message, null, false, false);
  }
}
