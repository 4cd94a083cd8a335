package io.antipode.node.action;

import io.antipode.node.expression.ExpressionException;
import io.antipode.node.expression.Update;
import io.antipode.node.item.Item;
import org.jspecify.annotations.Nullable;

/**
 * How an item's attributes change.
 *
 * @param update as {@code UpdateExpression} or {@code AttributeUpdates} say it
 * @param legacy whether it was {@code AttributeUpdates}, which have a message of their own
 * @param refusal why no item may change so, which is told only where the condition holds; null
 *     where there is no reason
 */
public record Change(Update update, boolean legacy, @Nullable String refusal) {
  Update.Result apply(Item item) {
    if (refusal != null) {
      throw new ExpressionException(refusal);
    }
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
