package io.antipode.node.expression;

import io.antipode.node.item.Item;
import java.util.List;
import java.util.Set;

/** A parsed {@code ProjectionExpression}; immutable, safe on any thread. */
public interface ProjectionExpression {
  /** Throws {@link ExpressionException} with DynamoDB's message. */
  static ProjectionExpression parse(String text, ExpressionContext context) {
    return new ProjectionParser(text, context).parse();
  }

  /**
   * The values at these paths side by side, each named by the last name of its path and what
   * follows that: {@code a.b[0]} is {@code b[0]}.
   *
   * @throws ExpressionException where two of the paths overlap
   */
  static ProjectionExpression flat(List<DocumentPath> paths) {
    return FlatProjection.of(paths);
  }

  /** The item with only the projected paths. */
  Item apply(Item item);

  /** The top-level attributes that the paths begin with. */
  Set<String> topLevelNames();
}
