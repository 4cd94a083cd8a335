package io.antipode.node.action;

import io.antipode.node.item.Item;
import org.jspecify.annotations.Nullable;

/** How one action of a {@link HoldItems} went. */
public sealed interface HoldResult
    permits HoldResult.Held,
        HoldResult.ConditionFailed,
        HoldResult.Invalid,
        HoldResult.Conflict,
        HoldResult.TooLarge,
        Refused {
  /**
   * The item is held.
   *
   * @param use the capacity that the action takes
   * @param bytes of the item that it leaves
   */
  record Held(CapacityUse use, int bytes) implements HoldResult {}

  /**
   * The item did not satisfy the condition.
   *
   * @param item the item, where it is asked for and there is one
   */
  record ConditionFailed(@Nullable Item item) implements HoldResult {}

  /** What was asked does not fit the item. */
  record Invalid(String message) implements HoldResult {}

  /** Another transaction holds the item. */
  record Conflict() implements HoldResult {
    static final Conflict INSTANCE = new Conflict();
  }

  /** The items of the transaction are too large together; this one was not looked at. */
  record TooLarge() implements HoldResult {
    static final TooLarge INSTANCE = new TooLarge();
  }
}
