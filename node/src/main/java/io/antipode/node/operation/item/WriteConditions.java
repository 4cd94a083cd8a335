package io.antipode.node.operation.item;

import io.antipode.node.action.Returned;
import io.antipode.node.action.Terms;
import io.antipode.node.api.ApiException;
import io.antipode.node.expression.Condition;
import io.antipode.node.operation.data.CapacityWanted;
import io.antipode.node.operation.data.CollectionMetrics;
import io.antipode.node.operation.data.Expressions;
import io.antipode.node.operation.data.LegacyParameters;
import io.antipode.node.operation.data.Parameter;
import io.antipode.node.operation.data.ParameterRules;
import io.antipode.node.operation.data.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters that PutItem and DeleteItem share. */
final class WriteConditions {
  private static final List<Parameter> EXPRESSIONS = List.of(Parameter.CONDITION_EXPRESSION);
  private static final List<Parameter> REPLACED =
      List.of(Parameter.EXPECTED, Parameter.CONDITIONAL_OPERATOR);

  private WriteConditions() {}

  static void checkParameters(Parameters request) {
    ParameterRules.check(request, EXPRESSIONS, REPLACED);
  }

  /** What of the item is answered: these actions return the old one or nothing. */
  static Returned returned(Parameters request) {
    Returned returned = given(request);
    if (returned != Returned.NONE && returned != Returned.ALL_OLD) {
      throw ApiException.validation("ReturnValues can only be ALL_OLD or NONE");
    }
    return returned;
  }

  /** {@code ReturnValues}; the model has checked it. */
  static Returned given(Parameters request) {
    String text = request.text(Parameter.RETURN_VALUES);
    return text == null ? Returned.NONE : Returned.valueOf(text);
  }

  /** The options of a request whose only expression is its condition. */
  static WriteOptions options(Parameters request, Returned returned) {
    Condition expected = LegacyParameters.condition(request, Parameter.EXPECTED);
    Condition condition = expected != null ? expected : Expressions.parse(request).condition();
    return options(request, condition, returned);
  }

  static WriteOptions options(
      Parameters request, @Nullable Condition condition, Returned returned) {
    boolean showsFailed =
        "ALL_OLD".equals(request.text(Parameter.RETURN_VALUES_ON_CONDITION_CHECK_FAILURE));
    CapacityWanted capacity = CapacityWanted.by(request);
    boolean metrics = CollectionMetrics.wanted(request);
    if (condition == null && returned == Returned.NONE && !showsFailed) {
      return capacity == CapacityWanted.NONE && !metrics && request.nestedRoots().isEmpty()
          ? WriteOptions.NONE
          : new WriteOptions(Terms.NONE, request.nestedRoots(), capacity, metrics);
    }
    return new WriteOptions(
        new Terms(condition, showsFailed, returned), request.nestedRoots(), capacity, metrics);
  }
}
