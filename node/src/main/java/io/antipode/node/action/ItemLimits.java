package io.antipode.node.action;

import io.antipode.node.expression.Update;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemSize;

/** The largest item, which holds on every way to write one. */
public final class ItemLimits {
  public static final String PUT_TOO_LARGE = "Item size has exceeded the maximum allowed size";

  private ItemLimits() {}

  /** Checks the size of an item that a request gives; its levels were checked as it was read. */
  public static void check(Item item, String message) {
    if (item.sizeBytes() > ItemSize.MAX_ITEM_BYTES) {
      throw new InvalidItemException(message);
    }
  }

  /** Checks the item that an update results in. */
  public static void checkUpdated(Item item) {
    check(item, Update.TOO_LARGE);
    NestingLevels.check(item);
  }
}
