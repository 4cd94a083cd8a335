package io.antipode.node.action;

import io.antipode.node.item.Item;
import io.antipode.replication.clock.Version;
import org.jspecify.annotations.Nullable;

/** How an {@link ItemAction} ended. */
public sealed interface ItemResult
    permits ItemResult.Done, ItemResult.ConditionFailed, ItemResult.Invalid, Refused {
  /**
   * It is committed.
   *
   * @param version of the write, null where nothing had to be written
   * @param returned the attributes that its terms ask for, null for none
   * @param use the capacity that it took
   */
  record Done(@Nullable Version version, @Nullable Item returned, CapacityUse use)
      implements ItemResult {}

  /**
   * The item did not satisfy the condition: nothing was written.
   *
   * @param item the item, where it is asked for and there is one
   */
  record ConditionFailed(@Nullable Item item, CapacityUse use) implements ItemResult {}

  /** What was asked does not fit the item: nothing was written. */
  record Invalid(String message, CapacityUse use) implements ItemResult {}
}
