package io.antipode.node.expression;

import io.antipode.node.item.Item;
import org.jspecify.annotations.Nullable;

/** A parsed condition or filter; immutable, safe on any thread. */
public interface Condition {
  /**
   * Parses a {@code ConditionExpression} or {@code FilterExpression}.
   *
   * @param parameter the request parameter's name, which begins DynamoDB's messages ({@code Invalid
   *     ConditionExpression: …})
   */
  static Condition parse(String parameter, String text, ExpressionContext context) {
    return new ConditionParser(parameter, text, context).parse();
  }

  /** Whether the item (null: absent) satisfies the condition. */
  boolean test(@Nullable Item item);

  /** The top-level attributes that the condition looks at: a filter may not look at keys. */
  java.util.Set<String> topLevelNames();
}
