package io.antipode.node.expression;

import io.antipode.node.item.Item;
import io.antipode.node.item.ItemSize;
import java.util.List;
import java.util.Set;

/** A parsed {@code UpdateExpression}; immutable, safe on any thread. */
public interface Update {
  /** What {@link #apply} says of an operand that does not fit the item. */
  String WRONG_OPERAND = "An operand in the update expression has an incorrect data type";

  /** What {@link #apply} says of a result beyond {@link ItemSize#MAX_ITEM_BYTES}. */
  String TOO_LARGE = "Item size to update has exceeded the maximum allowed size";

  /** Throws {@link ExpressionException} with DynamoDB's message. */
  static Update parse(String text, ExpressionContext context) {
    return new UpdateParser(text, context).parse();
  }

  /**
   * An update that does all of these.
   *
   * @throws ExpressionException where two of their paths don't go together
   */
  static Update of(List<UpdateAction> actions) {
    PathTree paths = new PathTree();
    for (int i = 0; i < actions.size(); i++) {
      String refusal = paths.add(actions.get(i).path(), i);
      if (refusal != null) {
        throw new ExpressionException(refusal);
      }
    }
    return new UpdateProgram(List.copyOf(actions), paths);
  }

  /**
   * Applies the update to an item (for an absent item: one with only its key attributes). All
   * right-hand sides see the item as it was. Throws {@link ExpressionException} where the document
   * does not fit, or the result is too large: before it is built, so that the cost is bounded by
   * the sizes of the expression, its values and the item.
   */
  Result apply(Item current);

  /**
   * Top-level attribute names that the update touches: key attributes among them are the caller's
   * to refuse.
   */
  Set<String> touchedAttributes();

  /** Whether it only takes away: of an absent item, nothing comes of that. */
  boolean onlyRemoves();

  /** What became of an item. */
  interface Result {
    /** The new item. */
    Item updated();

    /** What stood at the changed paths before, as {@code UPDATED_OLD} shows it. */
    Item updatedOld();

    /** What stands at the changed paths after, as {@code UPDATED_NEW} shows it. */
    Item updatedNew();
  }
}
