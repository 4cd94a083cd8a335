package io.antipode.node.action;

import io.antipode.node.item.Bytes;
import io.antipode.node.item.Item;
import io.antipode.node.storage.Intent.Effect;
import io.antipode.node.storage.ItemShard.Decision;
import io.antipode.node.storage.ItemShard.WriteRefusal;
import io.antipode.node.storage.OutcomeUnknownException;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.TransactionId;
import io.antipode.node.storage.TransactionShard;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first phase of a transaction on one of its shards: decides each action on the newest state,
 * and holds the items of those that agree. Answered when all have ended.
 *
 * @param actions at least one, on different items
 */
public record HoldItems(TransactionId transaction, Bytes token, List<ItemAction> actions)
    implements ShardMessage<List<HoldResult>> {
  /** The items of a transaction, as it leaves them, are no larger together: AWS's limit. */
  public static final int MAX_BYTES = 4 * 1_024 * 1_024;

  @Override
  public void on(Shard shard, Answer<List<HoldResult>> answer) {
    Gathering<HoldResult> gathering = new Gathering<>(actions.size(), answer);
    long bytes = 0;
    for (int i = 0; i < actions.size(); i++) {
      Answer<HoldResult> place = gathering.place(i);
      if (bytes > MAX_BYTES) {
        place.succeed(HoldResult.TooLarge.INSTANCE);
        continue;
      }
      Holding holding = new Holding(actions.get(i), place);
      place.guard(
          () ->
              shard
                  .transactions()
                  .hold(transaction, token, holding.action.key(), holding, holding));
      bytes += holding.bytes();
    }
  }

  /** One action under way. */
  private static final class Holding
      implements TransactionShard.Chooser, TransactionShard.HoldCallback {
    final ItemAction action;
    private final Answer<HoldResult> answer;
    private @Nullable Decided decided;
    private @Nullable Item before;
    private @Nullable Item after;

    Holding(ItemAction action, Answer<HoldResult> answer) {
      this.action = action;
      this.answer = answer;
    }

    int bytes() {
      return after == null ? 0 : after.sizeBytes();
    }

    @Override
    public @Nullable Effect choose(@Nullable Item current) {
      before = current;
      Decided made = action.decide(current);
      decided = made;
      return switch (made) {
        case Decided.Agreed agreed -> effect(agreed.decision());
        case Decided.ConditionFailed _, Decided.Invalid _ -> null;
      };
    }

    private Effect effect(Decision decision) {
      return switch (decision) {
        case Decision.Put(Item item) -> {
          after = item;
          yield new Effect.Put(item.bytes());
        }
        case Decision.Delete _, Decision.Expire _ -> new Effect.Delete();
        case Decision.Nothing _ -> {
          after = before;
          yield new Effect.Keep();
        }
      };
    }

    @Override
    public void held() {
      CapacityUse use = new CapacityUse();
      use.addTransactionalWrite(action.table(), action.key(), before, after);
      answer.succeed(new HoldResult.Held(use, bytes()));
    }

    @Override
    public void declined() {
      answer.succeed(
          switch (Objects.requireNonNull(decided)) {
            case Decided.ConditionFailed _ ->
                new HoldResult.ConditionFailed(action.terms().showsFailed() ? before : null);
            case Decided.Invalid(String message) -> new HoldResult.Invalid(message);
            case Decided.Agreed _ -> throw new IllegalStateException("agreed, and declined");
          });
    }

    @Override
    public void conflict() {
      answer.succeed(HoldResult.Conflict.INSTANCE);
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
