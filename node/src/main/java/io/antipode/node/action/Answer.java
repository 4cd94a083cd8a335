package io.antipode.node.action;

import java.util.concurrent.CompletionStage;

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

  /** Answers when a stage is done. */
  default void with(CompletionStage<? extends R> stage) {
    stage.whenComplete(
        (result, failure) -> {
          if (failure == null) {
            succeed(result);
          } else {
            fail(failure);
          }
        });
  }

  /** Runs work that answers, or throws instead. */
  default void guard(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error failure) {
      fail(failure);
    }
  }
}
