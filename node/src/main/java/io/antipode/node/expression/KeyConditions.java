package io.antipode.node.expression;

import io.antipode.node.item.AttributeValue;
import java.util.List;

/**
 * A parsed {@code KeyConditionExpression}: the comparisons as written, one per attribute. The
 * caller checks them against a key schema, since only it knows which attribute is which.
 *
 * @param legacy whether they were given as {@code KeyConditions}, which not every key takes
 */
public record KeyConditions(List<KeyComparison> comparisons, boolean legacy) {
  public KeyConditions(List<KeyComparison> comparisons) {
    this(comparisons, false);
  }

  /** Parses; refuses whatever is not a conjunction of key comparisons, with DynamoDB's messages. */
  public static KeyConditions parse(String text, ExpressionContext context) {
    return new KeyConditions(KeyConditionReader.read(text, context));
  }

  /**
   * One comparison on a top-level attribute. {@code second} is given for BETWEEN only, else equal
   * to {@code first}.
   */
  public record KeyComparison(
      String attribute, Operator operator, AttributeValue first, AttributeValue second) {}

  /** The operators that key conditions know. */
  public enum Operator {
    EQ,
    LT,
    LE,
    GT,
    GE,
    BETWEEN,
    BEGINS_WITH
  }
}
