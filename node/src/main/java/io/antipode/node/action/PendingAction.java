package io.antipode.node.action;

import io.antipode.node.expression.Update;
import io.antipode.node.item.Item;
import io.antipode.node.storage.ItemShard;
import io.antipode.node.storage.OutcomeUnknownException;
import io.antipode.replication.clock.Version;
import org.jspecify.annotations.Nullable;

/** An {@link ItemAction} under way on its shard, from decision to commit. */
final class PendingAction implements ItemShard.Decider, ItemShard.WriteCallback {
  private final ItemAction action;
  private final Answer<ItemResult> answer;
  private Decided decided = Decided.NOTHING;

  PendingAction(ItemAction action, Answer<ItemResult> answer) {
    this.action = action;
    this.answer = answer;
  }

  @Override
  public ItemShard.Decision decide(@Nullable Item current) {
    decided = action.decide(current);
    return switch (decided) {
      case Decided.Agreed agreed -> agreed.decision();
      case Decided.ConditionFailed _, Decided.Invalid _ -> ItemShard.Decision.Nothing.INSTANCE;
    };
  }

  @Override
  public void committed(@Nullable Version version, @Nullable Item before, @Nullable Item after) {
    try {
      answer.succeed(result(version, before, after));
    } catch (RuntimeException | Error failure) {
      answer.fail(failure);
    }
  }

  @Override
  public void refused(ItemShard.WriteRefusal refusal) {
    answer.succeed(new Refused(refusal));
  }

  @Override
  public void unknown() {
    answer.fail(new OutcomeUnknownException());
  }

  private ItemResult result(
      @Nullable Version version, @Nullable Item before, @Nullable Item after) {
    CapacityUse use = new CapacityUse();
    use.addWrite(action.table(), action.key(), before, after);
    return switch (decided) {
      case Decided.Agreed agreed ->
          new ItemResult.Done(version, returned(agreed.change(), before, after), use);
      case Decided.ConditionFailed _ ->
          new ItemResult.ConditionFailed(action.terms().showsFailed() ? before : null, use);
      case Decided.Invalid(String message) -> new ItemResult.Invalid(message, use);
    };
  }

  private @Nullable Item returned(
      Update.@Nullable Result change, @Nullable Item before, @Nullable Item after) {
    return switch (action.terms().returned()) {
      case NONE -> null;
      case ALL_OLD -> before;
      case ALL_NEW -> after;
      case UPDATED_OLD -> change == null ? null : part(change.updatedOld());
      case UPDATED_NEW -> change == null ? null : part(change.updatedNew());
    };
  }

  private static @Nullable Item part(Item attributes) {
    return attributes.attributeCount() == 0 ? null : attributes;
  }
}
