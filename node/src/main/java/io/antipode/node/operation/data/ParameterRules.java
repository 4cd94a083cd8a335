package io.antipode.node.operation.data;

import io.antipode.node.api.ApiException;
import io.antipode.node.item.AttributeName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which parameters go together: expressions exclude the parameters that they replaced. */
public final class ParameterRules {
  private ParameterRules() {}

  /**
   * @param expressions the action's expressions, in the order of the service's messages
   * @param replaced what expressions exclude, in the order of the service's messages
   */
  public static void check(DataRequest request, List<Member> expressions, List<Member> replaced) {
    List<Member> used = given(request, expressions);
    if (!used.isEmpty()) {
      List<Member> excluded = given(request, replaced);
      if (!excluded.isEmpty() && !request.has(Member.KEY_CONDITION_EXPRESSION)) {
        excluded.remove(Member.KEY_CONDITIONS); // a filter may be an expression beside them
      }
      if (!excluded.isEmpty()) {
        throw mixed(excluded, used);
      }
    } else if (request.has(Member.EXPRESSION_ATTRIBUTE_NAMES)) {
      throw ApiException.validation(
          "ExpressionAttributeNames can only be specified when using expressions");
    }
    if (request.has(Member.EXPRESSION_ATTRIBUTE_VALUES)) {
      checkValuesHaveUse(request, expressions);
    }
  }

  /** Refuses expressions in one part of a request beside what they exclude in another. */
  public static void checkMix(
      Collection<DataRequest> parts, List<Member> expressions, List<Member> replaced) {
    Set<Member> used = EnumSet.noneOf(Member.class);
    Set<Member> excluded = EnumSet.noneOf(Member.class);
    for (DataRequest part : parts) {
      used.addAll(given(part, expressions));
      excluded.addAll(given(part, replaced));
    }
    if (!used.isEmpty() && !excluded.isEmpty()) {
      throw mixed(List.copyOf(excluded), List.copyOf(used));
    }
  }

  private static ApiException mixed(List<Member> excluded, List<Member> used) {
    return ApiException.validation(
        "Can not use both expression and non-expression parameters in the same request:"
            + " Non-expression parameters: {"
            + join(excluded, ", ")
            + "} Expression parameters: {"
            + join(used, ", ")
            + "}");
  }

  private static void checkValuesHaveUse(DataRequest request, List<Member> expressions) {
    for (int i = 0; i < expressions.size(); i++) {
      Member expression = expressions.get(i);
      if (expression != Member.PROJECTION_EXPRESSION && request.has(expression)) {
        return;
      }
    }
    List<Member> withValues = new ArrayList<>(expressions);
    withValues.remove(Member.PROJECTION_EXPRESSION);
    String which =
        expressions.contains(Member.CONDITION_EXPRESSION)
            ? "" // not told of writes
            : ": " + join(withValues, " and ") + (withValues.size() > 1 ? " are null" : " is null");
    throw ApiException.validation(
        "ExpressionAttributeValues can only be specified when using expressions" + which);
  }

  /** Refuses what {@code AttributesToGet} may not name, and what it names twice. */
  public static void checkAttributesToGet(DataRequest request) {
    List<String> names = request.texts(Member.ATTRIBUTES_TO_GET);
    if (names == null) {
      return;
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      AttributeName.require(name);
      if (!seen.add(name)) {
        throw ApiException.validation(
            "One or more parameter values were invalid: Duplicate value in attribute name: "
                + name);
      }
    }
  }

  private static List<Member> given(DataRequest request, List<Member> members) {
    List<Member> given = List.of();
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      if (request.has(member)) {
        given = given.isEmpty() ? new ArrayList<>(members.size()) : given;
        given.add(member);
      }
    }
    return given;
  }

  private static String join(List<Member> members, String separator) {
    return members.stream().map(Member::wireName).collect(Collectors.joining(separator));
  }
}
