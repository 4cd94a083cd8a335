package io.antipode.node.operation.legacy;

import io.antipode.node.api.ApiException;
import io.antipode.node.expression.Condition;
import io.antipode.node.expression.KeyConditions;
import io.antipode.node.item.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Legacy conditions as the expressions that say the same. */
public final class LegacyConditions {
  private LegacyConditions() {}

  /** The condition that {@code Expected} states; null for none. */
  public static @Nullable Condition expected(
      @Nullable Map<String, LegacyCondition> entries, @Nullable String conditionalOperator) {
    LegacyChecks.conditionalOperator(conditionalOperator, entries);
    if (entries == null || entries.isEmpty()) {
      return null;
    }
    LegacyChecks.expected(entries);
    return translate("ConditionExpression", entries, conditionalOperator);
  }

  /** The filter that {@code QueryFilter} or {@code ScanFilter} states; null for none. */
  public static @Nullable Condition filter(
      @Nullable Map<String, LegacyCondition> entries, @Nullable String conditionalOperator) {
    LegacyChecks.conditionalOperator(conditionalOperator, entries);
    if (entries == null || entries.isEmpty()) {
      return null;
    }
    LegacyChecks.conditions(entries);
    return translate("FilterExpression", entries, conditionalOperator);
  }

  /** What {@code KeyConditions} state. */
  public static KeyConditions key(Map<String, LegacyCondition> entries) {
    LegacyChecks.conditions(entries);
    if (entries.isEmpty() || entries.size() > 2) {
      throw ApiException.validation("Conditions can be of length 1 or 2 only");
    }
    List<KeyConditions.KeyComparison> comparisons = new ArrayList<>();
    entries.forEach(
        (attribute, condition) -> {
          List<AttributeValue> arguments = arguments(condition);
          KeyConditions.Operator operator = keyOperator(operator(condition));
          comparisons.add(
              new KeyConditions.KeyComparison(
                  attribute, operator, arguments.getFirst(), arguments.getLast()));
        });
    return new KeyConditions(comparisons, true);
  }

  private static KeyConditions.Operator keyOperator(ComparisonOperator operator) {
    return switch (operator) {
      case EQ -> KeyConditions.Operator.EQ;
      case LT -> KeyConditions.Operator.LT;
      case LE -> KeyConditions.Operator.LE;
      case GT -> KeyConditions.Operator.GT;
      case GE -> KeyConditions.Operator.GE;
      case BETWEEN -> KeyConditions.Operator.BETWEEN;
      case BEGINS_WITH -> KeyConditions.Operator.BEGINS_WITH;
      case NE, NOT_NULL, NULL, CONTAINS, NOT_CONTAINS, IN ->
          throw ApiException.validation(
              "Attempted conditional constraint is not an indexable operation");
    };
  }

  private static Condition translate(
      String parameter, Map<String, LegacyCondition> entries, @Nullable String operator) {
    ExpressionText text = new ExpressionText();
    String joint = operator == null ? " AND " : " " + operator + " ";
    String separator = "";
    for (Map.Entry<String, LegacyCondition> entry : entries.entrySet()) {
      text.append(separator);
      append(text, entry.getKey(), entry.getValue());
      separator = joint;
    }
    return Condition.parse(parameter, text.toString(), text.context());
  }

  private static void append(ExpressionText text, String attribute, LegacyCondition condition) {
    List<AttributeValue> arguments = arguments(condition);
    switch (operator(condition)) {
      case EQ -> comparison(text, attribute, " = ", arguments);
      case NE -> comparison(text, attribute, " <> ", arguments);
      case LE -> comparison(text, attribute, " <= ", arguments);
      case LT -> comparison(text, attribute, " < ", arguments);
      case GE -> comparison(text, attribute, " >= ", arguments);
      case GT -> comparison(text, attribute, " > ", arguments);
      case NOT_NULL -> text.append("attribute_exists(").name(attribute).append(")");
      case NULL -> text.append("attribute_not_exists(").name(attribute).append(")");
      case CONTAINS -> function(text, "contains(", attribute, arguments);
      case NOT_CONTAINS -> {
        // Unlike the expression, false for an item without the attribute.
        text.append("(attribute_exists(").name(attribute).append(") AND ");
        function(text, "NOT contains(", attribute, arguments);
        text.append(")");
      }
      case BEGINS_WITH -> function(text, "begins_with(", attribute, arguments);
      case IN -> {
        text.name(attribute).append(" IN (");
        String separator = "";
        for (AttributeValue argument : arguments) {
          text.append(separator).value(argument);
          separator = ", ";
        }
        text.append(")");
      }
      case BETWEEN ->
          text.name(attribute)
              .append(" BETWEEN ")
              .value(arguments.getFirst())
              .append(" AND ")
              .value(arguments.getLast());
    }
  }

  private static void comparison(
      ExpressionText text, String attribute, String operator, List<AttributeValue> arguments) {
    text.name(attribute).append(operator).value(arguments.getFirst());
  }

  private static void function(
      ExpressionText text, String function, String attribute, List<AttributeValue> arguments) {
    text.append(function).name(attribute).append(", ").value(arguments.getFirst()).append(")");
  }

  /** The operator; {@code Expected} may state one by {@code Exists} and {@code Value}. */
  static ComparisonOperator operator(LegacyCondition condition) {
    String operator = condition.operator();
    if (operator != null) {
      return ComparisonOperator.valueOf(operator);
    }
    return Boolean.FALSE.equals(condition.exists())
        ? ComparisonOperator.NULL
        : ComparisonOperator.EQ;
  }

  static List<AttributeValue> arguments(LegacyCondition condition) {
    List<AttributeValue> values = condition.values();
    if (values != null) {
      return values;
    }
    AttributeValue value = condition.value();
    return value == null ? List.of() : List.of(value);
  }
}
