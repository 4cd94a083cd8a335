package io.antipode.node.operation.partiql;

import io.antipode.node.action.ItemAction;
import io.antipode.node.action.ItemView;
import io.antipode.node.api.ApiError;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.ItemKey;
import org.jspecify.annotations.Nullable;

/** What becomes of one statement of a batch. Immutable. */
sealed interface BatchStep {
  /** The item that it is about, null for none. */
  @Nullable ItemKey key();

  /**
   * It is not carried out, though it may name an item.
   *
   * @param tableName of the item, null where it names none
   */
  record Refuse(ApiError error, @Nullable ItemKey key, @Nullable String tableName)
      implements BatchStep {}

  /** An item is read. */
  record Get(TableKeys table, ItemKey key, ItemView view, boolean consistent)
      implements BatchStep {}

  /** An item is written. */
  record Act(ItemAction action) implements BatchStep {
    @Override
    public ItemKey key() {
      return action.key();
    }
  }
}
