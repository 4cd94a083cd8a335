package io.antipode.node.operation.data;

/** Failures that no client can cause. */
final class Defects {
  private Defects() {}

  /** The same failure, to be thrown on. */
  static RuntimeException asUnchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(failure);
  }
}
