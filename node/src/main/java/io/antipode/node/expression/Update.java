package io.antipode.node.expression;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import java.util.SortedMap;

/** A parsed {@code UpdateExpression}; immutable, safe on any thread. */
public interface Update {
  static Update parse(String text, ExpressionContext context) {
    throw new UnsupportedOperationException("stub");
  }

  /**
   * Applies the update to an item (for an absent item: one with only its key attributes). All
   * right-hand sides see the item as it was. Throws {@link ExpressionException} where the document
   * does not fit.
   */
  Result apply(Item current);

  /**
   * Top-level attribute names that the update touches: key attributes among them are the caller's
   * to refuse.
   */
  java.util.Set<String> touchedAttributes();

  /**
   * @param updated the new item
   * @param updatedOld the values at the changed paths before, as {@code UPDATED_OLD} shows them
   * @param updatedNew the values at the changed paths after, as {@code UPDATED_NEW} shows them
   */
  record Result(
      Item updated,
      SortedMap<String, AttributeValue> updatedOld,
      SortedMap<String, AttributeValue> updatedNew) {}
}
