package io.antipode.node.operation.item;

import io.antipode.node.api.ApiException;
import io.antipode.node.expression.Condition;
import io.antipode.node.operation.data.DataRequest;
import io.antipode.node.operation.data.Expressions;
import io.antipode.node.operation.data.LegacyParameters;
import io.antipode.node.operation.data.Member;
import io.antipode.node.operation.data.ParameterRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters that PutItem and DeleteItem share. */
final class WriteConditions {
  private static final List<Member> EXPRESSIONS = List.of(Member.CONDITION_EXPRESSION);
  private static final List<Member> REPLACED =
      List.of(Member.EXPECTED, Member.CONDITIONAL_OPERATOR);

  private WriteConditions() {}

  static void checkParameters(DataRequest request) {
    ParameterRules.check(request, EXPRESSIONS, REPLACED);
  }

  /** Whether the old item is to be returned. */
  static boolean returnsOld(DataRequest request) {
    String values = request.text(Member.RETURN_VALUES);
    if (values == null || values.equals("NONE")) {
      return false;
    }
    if (!values.equals("ALL_OLD")) {
      throw ApiException.validation("ReturnValues can only be ALL_OLD or NONE");
    }
    return true;
  }

  /** The condition of either kind, or null. */
  static @Nullable Condition parse(DataRequest request) {
    Condition expected = LegacyParameters.condition(request, Member.EXPECTED);
    return expected != null ? expected : Expressions.parse(request).condition();
  }
}
