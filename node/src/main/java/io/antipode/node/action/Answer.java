package io.antipode.node.action;

/**
 * Where the result of something goes that is asked now and done elsewhere. Answered once, from any
 * thread; where several shards work for a request and more than one fails, the first failure is the
 * answer.
 *
 * @param <R> the result
 */
public interface Answer<R> {
  void succeed(R result);

  /**
   * Answers with a failure. May throw it as well, once it has answered, where it is a defect that
   * the loop should tell of.
   */
  void fail(Throwable failure);

  /** Runs work that answers, or throws instead. */
  default void guard(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error failure) {
      fail(failure);
    }
  }
}
