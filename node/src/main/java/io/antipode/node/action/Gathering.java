package io.antipode.node.action;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The results, in their order, of several things that one shard does at a time; answered when all
 * have ended, with the first failure where there is one. On the shard's loop, like all that ends
 * there.
 */
final class Gathering<R> {
  private final @Nullable Object[] results;
  private final Answer<List<R>> answer;
  private int missing;
  private @Nullable Throwable failure;

  /**
   * @param count of results, at least one
   */
  Gathering(int count, Answer<List<R>> answer) {
    this.results = new @Nullable Object[count];
    this.answer = answer;
    this.missing = count;
  }

  /** Where the result of one of them goes. */
  Answer<R> place(int place) {
    return new Answer<>() {
      @Override
      public void succeed(R result) {
        results[place] = result;
        ended();
      }

      @Override
      public void fail(Throwable why) {
        failure = failure == null ? why : failure;
        ended();
      }
    };
  }

  @SuppressWarnings("unchecked") // what was put there
  private void ended() {
    if (--missing > 0) {
      return;
    }
    if (failure != null) {
      answer.fail(failure);
    } else {
      answer.succeed(
          Arrays.stream(results).map(result -> (R) Objects.requireNonNull(result)).toList());
    }
  }
}
