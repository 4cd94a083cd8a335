package io.antipode.node.operation.data;

import io.antipode.node.api.ApiException;
import io.antipode.node.expression.Condition;
import io.antipode.node.expression.ExpressionException;
import io.antipode.node.expression.KeyConditions;
import io.antipode.node.expression.Update;
import io.antipode.node.operation.legacy.LegacyCondition;
import io.antipode.node.operation.legacy.LegacyConditions;
import io.antipode.node.operation.legacy.LegacyUpdates;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request's legacy parameters, translated; null where the request has none. */
public final class LegacyParameters {
  private LegacyParameters() {}

  /**
   * The condition or filter that the parameter states.
   *
   * @param member EXPECTED, QUERY_FILTER or SCAN_FILTER
   */
  public static @Nullable Condition condition(Parameters request, Parameter member) {
    Map<String, LegacyCondition> entries = request.conditions(member);
    String operator = request.text(Parameter.CONDITIONAL_OPERATOR);
    if (entries == null && operator == null) {
      return null;
    }
    return translated(
        () ->
            member == Parameter.EXPECTED
                ? LegacyConditions.expected(entries, operator)
                : LegacyConditions.filter(entries, operator));
  }

  public static @Nullable KeyConditions keyConditions(Parameters request) {
    Map<String, LegacyCondition> entries = request.conditions(Parameter.KEY_CONDITIONS);
    return entries == null ? null : LegacyConditions.key(entries);
  }

  public static @Nullable Update update(Parameters request) {
    return translated(() -> LegacyUpdates.parse(request.updates()));
  }

  private static <T> @Nullable T translated(Supplier<? extends @Nullable T> translation) {
    try {
      return translation.get();
    } catch (ExpressionException e) {
      throw ApiException.validation(String.valueOf(e.getMessage()));
    }
  }
}
