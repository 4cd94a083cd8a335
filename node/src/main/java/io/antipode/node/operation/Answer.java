package io.antipode.node.operation;

/**
 * Where an action puts its result. Answered once, from any thread; where several shards work for a
 * request and more than one fails, the first failure is the answer.
 *
 * @param <R> the result
 */
public interface Answer<R> {
  void succeed(R result);

  /** Answers with the error that {@link io.antipode.node.api.Failures} makes of a failure. */
  void fail(Throwable failure);

  /** Runs work that answers, or throws instead. */
  default void guard(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | StackOverflowError failure) {
      fail(failure);
    }
  }
}
