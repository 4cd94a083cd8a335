package io.antipode.node.action;

import io.antipode.node.storage.Shard;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several actions on items of one shard, each on its own; answered when all have ended.
 *
 * @param actions at least one
 */
public record WriteItems(List<ItemAction> actions) implements ShardMessage<List<ItemResult>> {
  @Override
  public void on(Shard shard, Answer<List<ItemResult>> answer) {
    Gathering gathering = new Gathering(actions.size(), answer);
    for (int i = 0; i < actions.size(); i++) {
      ShardMessage.deliver(actions.get(i), shard, gathering.place(i));
    }
  }

  /** The results so far; on the shard's loop, like all that ends there. */
  private static final class Gathering {
    private final @Nullable ItemResult[] results;
    private final Answer<List<ItemResult>> answer;
    private int missing;
    private @Nullable Throwable failure;

    Gathering(int count, Answer<List<ItemResult>> answer) {
      this.results = new @Nullable ItemResult[count];
      this.answer = answer;
      this.missing = count;
    }

    Answer<ItemResult> place(int place) {
      return new Answer<>() {
        @Override
        public void succeed(ItemResult result) {
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

    private void ended() {
      if (--missing > 0) {
        return;
      }
      if (failure != null) {
        answer.fail(failure);
      } else {
        answer.succeed(Arrays.stream(results).map(ItemResult.class::cast).toList());
      }
    }
  }
}
