package io.antipode.node.transaction;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.Answer;
import io.antipode.node.action.ItemRead;
import io.antipode.node.action.LookAtItems;
import io.antipode.node.action.Refused;
import io.antipode.node.action.ShardAccess;
import io.antipode.node.item.ItemKey;
import io.antipode.replication.memory.MemoryShare;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator of one transaction that reads. It holds nothing: it looks at all items, and looks
 * again. Where both looks see the same, and nobody held any of them, all of it stood at the moment
 * between the looks. One shard's items are seen at one moment anyway.
 */
public final class ReadTransaction {
  /** Looks that follow each other; items that change more often than that are in conflict. */
  private static final int MAX_LOOKS = 5;

  private final ShardAccess shards;
  private final MemoryShare memory;
  private final List<ItemKey> keys;
  private final Answer<List<ItemRead>> answer;
  private final SortedMap<ShardId, List<Integer>> places = new TreeMap<>();
  private final SortedMap<ShardId, LookAtItems> messages = new TreeMap<>();
  private @Nullable SortedMap<ShardId, LookAtItems.Result> before;
  private int looks;

  private ReadTransaction(
      ShardAccess shards, MemoryShare memory, List<ItemKey> keys, Answer<List<ItemRead>> answer) {
    this.shards = shards;
    this.memory = memory;
    this.keys = keys;
    this.answer = answer;
    for (int i = 0; i < keys.size(); i++) {
      ShardId shard = shards.shardOf(keys.get(i));
      places.computeIfAbsent(shard, none -> new ArrayList<>()).add(i);
    }
    places.forEach(
        (shard, mine) ->
            messages.put(shard, new LookAtItems(mine.stream().map(keys::get).toList())));
  }

  /**
   * Reads items as they stand at one moment.
   *
   * @param memory that the shards' answers were taken from
   * @param keys at least one, all different
   * @param answer the items in the order of the keys; or a failure: {@link RefusedException}, or
   *     {@link ConflictException} where others write them all the time
   */
  public static void run(
      ShardAccess shards, MemoryShare memory, List<ItemKey> keys, Answer<List<ItemRead>> answer) {
    new ReadTransaction(shards, memory, keys, answer).look();
  }

  private void look() {
    looks++;
    Round.<LookAtItems.Result>ask(shards, messages, ended -> answer.guard(() -> looked(ended)));
  }

  private void looked(Round.Ended<LookAtItems.Result> ended) {
    SortedMap<ShardId, LookAtItems.Result> now = ended.results();
    SortedMap<ShardId, LookAtItems.Result> last = before;
    before = now;
    if (last != null) {
      release(last);
    }
    Refused refusal = refusal(now);
    if (ended.failure() != null) {
      release(now);
      answer.fail(ended.failure());
      return;
    }
    if (refusal != null) {
      release(now);
      answer.fail(new RefusedException(refusal));
      return;
    }
    List<Boolean> conflicts = conflicts(last, now);
    if (!conflicts.contains(true)) {
      try {
        answer.succeed(inOrder(now));
      } finally {
        release(now);
      }
    } else if (looks == MAX_LOOKS) {
      release(now);
      answer.fail(new ConflictException(conflicts));
    } else {
      look();
    }
  }

  private static @Nullable Refused refusal(SortedMap<ShardId, LookAtItems.Result> looked) {
    for (LookAtItems.Result result : looked.values()) {
      if (result instanceof Refused refused) {
        return refused;
      }
    }
    return null;
  }

  /** Which items can't be told from these looks, in the order of the keys. */
  private List<Boolean> conflicts(
      @Nullable SortedMap<ShardId, LookAtItems.Result> last,
      SortedMap<ShardId, LookAtItems.Result> now) {
    boolean[] conflicts = new boolean[keys.size()];
    now.forEach(
        (shard, result) -> {
          LookAtItems.Seen seen = seen(result);
          LookAtItems.Seen earlier = last == null ? null : seen(find(last, shard));
          List<Integer> mine = find(places, shard);
          for (int i = 0; i < mine.size(); i++) {
            conflicts[mine.get(i)] =
                now.size() == 1
                    ? seen.held().get(i)
                    : earlier == null || seen.isInConflict(i, earlier);
          }
        });
    List<Boolean> all = new ArrayList<>(conflicts.length);
    for (boolean conflict : conflicts) {
      all.add(conflict);
    }
    return all;
  }

  private static <T> T find(SortedMap<ShardId, T> of, ShardId shard) {
    return Objects.requireNonNull(of.get(shard));
  }

  private static LookAtItems.Seen seen(LookAtItems.Result result) {
    return (LookAtItems.Seen) result;
  }

  private List<ItemRead> inOrder(SortedMap<ShardId, LookAtItems.Result> now) {
    @Nullable ItemRead[] reads = new @Nullable ItemRead[keys.size()];
    now.forEach(
        (shard, result) -> {
          List<Integer> mine = find(places, shard);
          for (int i = 0; i < mine.size(); i++) {
            reads[mine.get(i)] = seen(result).reads().get(i);
          }
        });
    List<ItemRead> all = new ArrayList<>(reads.length);
    for (ItemRead read : reads) {
      all.add(Objects.requireNonNull(read));
    }
    return all;
  }

  private void release(SortedMap<ShardId, LookAtItems.Result> looked) {
    for (LookAtItems.Result result : looked.values()) {
      if (result instanceof LookAtItems.Seen seen) {
        memory.giveBack(seen.heldBytes());
      }
    }
  }
}
