package io.antipode.node.action;

import io.antipode.node.expression.Condition;
import io.antipode.node.expression.ExpressionException;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.ItemShard;
import io.antipode.node.storage.Shard;
import org.jspecify.annotations.Nullable;

/**
 * What is done to one item, wherever it was asked for. It is decided on the item's shard, against
 * the newest state and nothing else, so the same action decides alike for a single write, a batch
 * and a replay. Immutable.
 */
public sealed interface ItemAction extends ShardMessage<ItemResult> {
  /** The item's table, whose keys and indexes the new item must fit. */
  TableKeys table();

  ItemKey key();

  Terms terms();

  /** Puts a whole item, whose keys and size have been checked. */
  record Put(TableKeys table, ItemKey key, Item item, Terms terms) implements ItemAction {}

  /**
   * Changes attributes of an item, which it creates where there is none, unless it only removes;
   * with nothing to change it creates an absent item and leaves a present one alone.
   *
   * @param keyItem the item's key attributes, which a new item begins with
   * @param change null for nothing
   */
  record Update(TableKeys table, ItemKey key, Item keyItem, @Nullable Change change, Terms terms)
      implements ItemAction {}

  /** Deletes an item; where there is none, nothing is written. */
  record Delete(TableKeys table, ItemKey key, Terms terms) implements ItemAction {}

  /** Writes nothing: only the condition counts. */
  record Check(TableKeys table, ItemKey key, Terms terms) implements ItemAction {}

  /**
   * What becomes of the item; pure.
   *
   * @param current the newest state, null for none
   */
  default Decided decide(@Nullable Item current) {
    Condition condition = terms().condition();
    if (condition != null && !condition.test(current)) {
      return Decided.ConditionFailed.INSTANCE;
    }
    return switch (this) {
      case Put put -> new Decided.Agreed(new ItemShard.Decision.Put(put.item), null);
      case Update update -> decideUpdate(update, current);
      case Delete _ -> current == null ? Decided.NOTHING : Decided.DELETE;
      case Check _ -> Decided.NOTHING;
    };
  }

  private static Decided decideUpdate(Update update, @Nullable Item current) {
    Change change = update.change;
    if (change == null) {
      return current == null
          ? new Decided.Agreed(new ItemShard.Decision.Put(update.keyItem), null)
          : Decided.NOTHING;
    }
    if (current == null && change.refusal() == null && change.update().onlyRemoves()) {
      return Decided.NOTHING;
    }
    try {
      io.antipode.node.expression.Update.Result result =
          change.apply(current == null ? update.keyItem : current);
      ItemLimits.checkUpdated(result.updated());
      update.table.checkUpdated(result.updated());
      return new Decided.Agreed(new ItemShard.Decision.Put(result.updated()), result);
    } catch (ExpressionException | InvalidItemException refused) {
      return new Decided.Invalid(String.valueOf(refused.getMessage()));
    }
  }

  @Override
  default void on(Shard shard, Answer<ItemResult> answer) {
    PendingAction pending = new PendingAction(this, answer);
    shard.write(key(), pending, pending);
  }
}
