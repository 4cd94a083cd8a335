package io.antipode.node.expression;

import io.antipode.node.expression.KeyConditions.KeyComparison;
import io.antipode.node.expression.KeyConditions.Operator;
import io.antipode.node.item.AttributeValue;
import java.util.ArrayList;
import java.util.List;

/** Reads a parsed condition as key comparisons, or refuses it. */
final class KeyConditionReader {
  private static final String PARAMETER = "KeyConditionExpression";

  private final List<KeyComparison> comparisons = new ArrayList<>(2);

  private KeyConditionReader() {}

  static List<KeyComparison> read(String text, ExpressionContext context) {
    KeyConditionReader reader = new KeyConditionReader();
    reader.collect(new ConditionParser(PARAMETER, text, context).parse());
    return List.copyOf(reader.comparisons);
  }

  private void collect(Predicate predicate) {
    switch (predicate) {
      case Predicate.And(var all) -> all.forEach(this::collect);
      case Predicate.Comparison(var left, var comparator, var right) ->
          compare(left, comparator, right);
      case Predicate.Between(var operand, var low, var high) ->
          add(attribute("BETWEEN", operand), Operator.BETWEEN, value(low), value(high));
      case Predicate.BeginsWith(var operand, var prefix) ->
          add(
              attribute("begins_with", operand),
              Operator.BEGINS_WITH,
              value(prefix),
              value(prefix));
      case Predicate.Or _ -> throw operator("OR");
      case Predicate.Not _ -> throw operator("NOT");
      case Predicate.In _ -> throw operator("IN");
      case Predicate.Exists(var _, boolean wanted) ->
          throw operator(wanted ? "attribute_exists" : "attribute_not_exists");
      case Predicate.TypeIs _ -> throw operator("attribute_type");
      case Predicate.Contains _ -> throw operator("contains");
    }
  }

  private void compare(Operand left, Comparator comparator, Operand right) {
    if (left instanceof Operand.Value && right instanceof Operand.Path) {
      compare(right, comparator.flipped(), left);
      return;
    }
    Operator operator =
        switch (comparator) {
          case EQUAL -> Operator.EQ;
          case NOT_EQUAL -> throw operator("<>");
          case LESS -> Operator.LT;
          case LESS_OR_EQUAL -> Operator.LE;
          case GREATER -> Operator.GT;
          case GREATER_OR_EQUAL -> Operator.GE;
        };
    String attribute = attribute(comparator.symbol(), left);
    add(attribute, operator, value(right), value(right));
  }

  private void add(
      String attribute, Operator operator, AttributeValue first, AttributeValue second) {
    for (KeyComparison comparison : comparisons) {
      if (comparison.attribute().equals(attribute)) {
        throw new ExpressionException(
            "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one"
                + " condition per key");
      }
    }
    comparisons.add(new KeyComparison(attribute, operator, first, second));
  }

  private static String attribute(String operator, Operand operand) {
    return switch (operand) {
      case Operand.Path(var path) -> {
        if (!path.steps().isEmpty()) {
          throw new ExpressionException(
              "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on"
                  + " nested attributes");
        }
        yield path.root();
      }
      case Operand.Value _ ->
          throw new ExpressionException(
              "Invalid condition in KeyConditionExpression: "
                  + operator
                  + " operator must have the key attribute as its first operand");
      case Operand.Size _, Operand.Truth _ -> throw nested();
    };
  }

  private static AttributeValue value(Operand operand) {
    return switch (operand) {
      case Operand.Value(var value) -> value.decode();
      case Operand.Path _ ->
          throw new ExpressionException(
              "Invalid condition in KeyConditionExpression: Multiple attribute names used in one"
                  + " condition");
      case Operand.Size _, Operand.Truth _ -> throw nested();
    };
  }

  private static ExpressionException nested() {
    return new ExpressionException(
        "Invalid KeyConditionExpression: KeyConditionExpressions cannot contain nested operations");
  }

  private static ExpressionException operator(String operator) {
    return new ExpressionException("Invalid operator used in KeyConditionExpression: " + operator);
  }
}
