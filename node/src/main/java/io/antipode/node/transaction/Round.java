package io.antipode.node.transaction;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.Answer;
import io.antipode.node.action.ShardAccess;
import io.antipode.node.action.ShardMessage;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One message to each of several shards; the last answer goes on with all of them.
 *
 * @param <R> what each shard answers
 */
final class Round<R> {
  private final Map<ShardId, R> results = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicInteger missing;
  private final Consumer<Ended<R>> then;

  /**
   * How a round ended.
   *
   * @param results of the shards that answered, by shard
   * @param failure of one that failed, null where none did
   */
  record Ended<R>(SortedMap<ShardId, R> results, @Nullable Throwable failure) {}

  private Round(int count, Consumer<Ended<R>> then) {
    this.missing = new AtomicInteger(count);
    this.then = then;
  }

  /**
   * Sends the messages.
   *
   * @param messages at least one
   * @param then runs once, wherever the last answer comes
   */
  static <R> void ask(
      ShardAccess shards,
      SortedMap<ShardId, ? extends ShardMessage<R>> messages,
      Consumer<Ended<R>> then) {
    Round<R> round = new Round<>(messages.size(), then);
    messages.forEach((shard, message) -> shards.send(shard, message, round.answerOf(shard)));
  }

  private Answer<R> answerOf(ShardId shard) {
    return new Answer<>() {
      @Override
      public void succeed(R result) {
        results.put(shard, result);
        ended();
      }

      @Override
      public void fail(Throwable why) {
        failure.compareAndSet(null, why);
        ended();
      }
    };
  }

  private void ended() {
    if (missing.decrementAndGet() == 0) {
      then.accept(new Ended<>(new TreeMap<>(results), failure.get()));
    }
  }
}
