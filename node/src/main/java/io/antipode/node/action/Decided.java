package io.antipode.node.action;

import io.antipode.node.expression.Update;
import io.antipode.node.storage.ItemShard;
import org.jspecify.annotations.Nullable;

/** What an {@link ItemAction} decides about an item. */
public sealed interface Decided {
  Agreed NOTHING = new Agreed(ItemShard.Decision.Nothing.INSTANCE, null);
  Agreed DELETE = new Agreed(ItemShard.Decision.Delete.INSTANCE, null);

  /**
   * The item satisfies the condition.
   *
   * @param decision what is written
   * @param change the update that led to it, null for none
   */
  record Agreed(ItemShard.Decision decision, Update.@Nullable Result change) implements Decided {}

  /** The item does not satisfy the condition: nothing is written. */
  record ConditionFailed() implements Decided {
    static final ConditionFailed INSTANCE = new ConditionFailed();
  }

  /** The update does not fit the item, or what comes of it is no item: nothing is written. */
  record Invalid(String message) implements Decided {}
}
