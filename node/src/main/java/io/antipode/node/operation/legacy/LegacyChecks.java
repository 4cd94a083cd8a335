package io.antipode.node.operation.legacy;

import io.antipode.node.api.ApiException;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Utf8;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What DynamoDB refuses in legacy conditions, with its messages. */
final class LegacyChecks {
  private LegacyChecks() {}

  /** Checks {@code Expected}. */
  static void expected(Map<String, LegacyCondition> entries) {
    entries.forEach(LegacyChecks::expected);
  }

  private static void expected(String attribute, LegacyCondition condition) {
    List<AttributeValue> values = condition.values();
    AttributeValue value = condition.value();
    if (values != null && value != null) {
      throw invalid(
          "Value and AttributeValueList cannot be used together for Attribute: " + attribute);
    }
    String operator = condition.operator();
    if (operator == null) {
      existence(attribute, condition);
      return;
    }
    if (condition.exists() != null) {
      throw invalid(
          "Exists and ComparisonOperator cannot be used together for Attribute: " + attribute);
    }
    boolean unary = operator.equals("NULL") || operator.equals("NOT_NULL");
    if (!unary && values == null && value == null) {
      throw invalid(
          "Value or AttributeValueList must be used with ComparisonOperator: "
              + operator
              + " for Attribute: "
              + attribute);
    }
    arguments(ComparisonOperator.valueOf(operator), LegacyConditions.arguments(condition));
  }

  private static void existence(String attribute, LegacyCondition condition) {
    if (condition.values() != null) {
      throw invalid(
          "AttributeValueList can only be used with a ComparisonOperator for Attribute: "
              + attribute);
    }
    Boolean exists = condition.exists();
    if (!Boolean.FALSE.equals(exists) && condition.value() == null) {
      throw invalid(
          "Value must be provided when Exists is " + exists + " for Attribute: " + attribute);
    }
    if (Boolean.FALSE.equals(exists) && condition.value() != null) {
      throw invalid("Value cannot be used when Exists is false for Attribute: " + attribute);
    }
  }

  /** Checks {@code KeyConditions}, {@code QueryFilter} or {@code ScanFilter}. */
  static void conditions(Map<String, LegacyCondition> entries) {
    for (LegacyCondition condition : entries.values()) {
      arguments(LegacyConditions.operator(condition), LegacyConditions.arguments(condition));
    }
  }

  private static void arguments(ComparisonOperator operator, List<AttributeValue> arguments) {
    if (!operator.takes(arguments.size())) {
      throw invalid("Invalid number of argument(s) for the " + operator + " ComparisonOperator");
    }
    for (AttributeValue argument : arguments) {
      if (!argument.typeName().equals(arguments.getFirst().typeName())) {
        throw invalid("AttributeValues inside AttributeValueList must be of same type");
      }
    }
    for (AttributeValue argument : arguments) {
      if (!operator.takes(argument.typeName())) {
        throw invalid(
            "ComparisonOperator "
                + operator
                + " is not valid for "
                + argument.typeName()
                + " AttributeValue type");
      }
    }
    if (operator == ComparisonOperator.BETWEEN
        && isAbove(arguments.getFirst(), arguments.getLast())) {
      throw ApiException.validation(
          "The BETWEEN condition was provided a range where the lower bound is greater than the"
              + " upper bound");
    }
  }

  private static boolean isAbove(AttributeValue low, AttributeValue high) {
    if (low instanceof AttributeValue.S(var a) && high instanceof AttributeValue.S(var b)) {
      return Utf8.ORDER.compare(a, b) > 0;
    }
    if (low instanceof AttributeValue.N(var a) && high instanceof AttributeValue.N(var b)) {
      return a.compareTo(b) > 0;
    }
    return low instanceof AttributeValue.B(var a)
        && high instanceof AttributeValue.B(var b)
        && a.compareTo(b) > 0;
  }

  /** Refuses a {@code ConditionalOperator} that joins nothing. */
  static void conditionalOperator(
      @Nullable String operator, @Nullable Map<String, LegacyCondition> entries) {
    if (operator == null) {
      return;
    }
    if (entries == null || entries.isEmpty()) {
      throw invalid("ConditionalOperator cannot be used without Filter or Expected");
    }
    if (entries.size() == 1) {
      throw invalid(
          "ConditionalOperator can only be used when Filter or Expected has two or more elements");
    }
  }

  static ApiException invalid(String detail) {
    return ApiException.validation("One or more parameter values were invalid: " + detail);
  }
}
