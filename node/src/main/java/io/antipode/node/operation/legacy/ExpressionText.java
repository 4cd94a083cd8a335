package io.antipode.node.operation.legacy;

import io.antipode.node.expression.ExpressionContext;
import io.antipode.node.item.AttributeValue;
import java.util.HashMap;
import java.util.Map;

/** Builds an expression with a placeholder for each name and value. */
final class ExpressionText {
  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();

  ExpressionText append(String part) {
    text.append(part);
    return this;
  }

  ExpressionText name(String attribute) {
    String placeholder = "#" + names.size();
    names.put(placeholder, attribute);
    return append(placeholder);
  }

  ExpressionText value(AttributeValue value) {
    String placeholder = ":" + values.size();
    values.put(placeholder, value);
    return append(placeholder);
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  ExpressionContext context() {
    return ExpressionContext.ofLegacy(names, values);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
