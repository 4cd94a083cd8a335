package io.antipode.node.action;

import io.antipode.node.expression.ExpressionException;
import io.antipode.node.expression.Update;
import io.antipode.node.item.Item;

/**
 * How an item's attributes change.
 *
 * @param update as {@code UpdateExpression} or {@code AttributeUpdates} say it
 * @param legacy whether it was {@code AttributeUpdates}, which have a message of their own
 */
public record Change(Update update, boolean legacy) {
  Update.Result apply(Item item) {
    try {
      return update.apply(item);
    } catch (ExpressionException e) {
      if (legacy && Update.WRONG_OPERAND.equals(e.getMessage())) {
        throw new ExpressionException("Type mismatch for attribute to update");
      }
      throw e;
    }
  }
}
