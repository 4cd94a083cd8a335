package io.antipode.node.expression;

import io.antipode.node.item.Item;

/** A parsed {@code ProjectionExpression}; immutable, safe on any thread. */
public interface ProjectionExpression {
  static ProjectionExpression parse(String text, ExpressionContext context) {
    throw new UnsupportedOperationException("stub");
  }

  /** The item with only the projected paths. */
  Item apply(Item item);

  /** The top-level attributes that the paths begin with. */
  java.util.Set<String> topLevelNames();
}
