package io.antipode.node.expression;

import io.antipode.node.item.Item;
import java.util.Set;

/** A parsed {@code ProjectionExpression}; immutable, safe on any thread. */
public interface ProjectionExpression {
  /** Throws {@link ExpressionException} with DynamoDB's message. */
  static ProjectionExpression parse(String text, ExpressionContext context) {
    return new ProjectionParser(text, context).parse();
  }

  /** The item with only the projected paths. */
  Item apply(Item item);

  /** The top-level attributes that the paths begin with. */
  Set<String> topLevelNames();
}
