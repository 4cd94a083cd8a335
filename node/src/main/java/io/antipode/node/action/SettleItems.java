package io.antipode.node.action;

import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.ItemShard.WriteCallback;
import io.antipode.node.storage.ItemShard.WriteRefusal;
import io.antipode.node.storage.OutcomeUnknownException;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.TransactionId;
import io.antipode.replication.clock.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The second phase of a transaction on one of its shards: does what the items are held for, or lets
 * them go. What is not held (any more) is left alone, so it may be said twice. Answered when all is
 * committed.
 *
 * @param keys at least one
 */
public record SettleItems(TransactionId transaction, List<ItemKey> keys, boolean takesPlace)
    implements ShardMessage<List<SettleItems.Result>> {
  /** How it went for one item. */
  public sealed interface Result permits Settled, Refused {}

  /**
   * It is held no more.
   *
   * @param version of what was written, null for nothing
   */
  public record Settled(@Nullable Version version) implements Result {
    static final Settled UNCHANGED = new Settled(null);
  }

  @Override
  public void on(Shard shard, Answer<List<Result>> answer) {
    Gathering<Result> gathering = new Gathering<>(keys.size(), answer);
    for (int i = 0; i < keys.size(); i++) {
      ItemKey key = keys.get(i);
      Answer<Result> place = gathering.place(i);
      place.guard(
          () -> shard.transactions().settle(transaction, key, takesPlace, new Settling(place)));
    }
  }

  private record Settling(Answer<Result> answer) implements WriteCallback {
    @Override
    public void committed(@Nullable Version version, @Nullable Item before, @Nullable Item after) {
      answer.succeed(version == null ? Settled.UNCHANGED : new Settled(version));
    }

    @Override
    public void refused(WriteRefusal refusal) {
      answer.succeed(new Refused(refusal));
    }

    @Override
    public void unknown() {
      answer.fail(new OutcomeUnknownException());
    }
  }
}
