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
  public static void check(
      Parameters request, List<Parameter> expressions, List<Parameter> replaced) {
    if (hasAny(request, expressions)) {
      List<Parameter> excluded = given(request, replaced);
      if (!excluded.isEmpty() && !request.has(Parameter.KEY_CONDITION_EXPRESSION)) {
        excluded.remove(Parameter.KEY_CONDITIONS); // a filter may be an expression beside them
      }
      if (!excluded.isEmpty()) {
        throw mixed(excluded, given(request, expressions));
      }
    } else if (request.has(Parameter.EXPRESSION_ATTRIBUTE_NAMES)) {
      throw ApiException.validation(
          "ExpressionAttributeNames can only be specified when using expressions");
    }
    if (request.has(Parameter.EXPRESSION_ATTRIBUTE_VALUES)) {
      checkValuesHaveUse(request, expressions);
    }
  }

  /** Refuses expressions in one part of a request beside what they exclude in another. */
  public static void checkMix(
      Collection<Parameters> parts, List<Parameter> expressions, List<Parameter> replaced) {
    Set<Parameter> used = EnumSet.noneOf(Parameter.class);
    Set<Parameter> excluded = EnumSet.noneOf(Parameter.class);
    for (Parameters part : parts) {
      used.addAll(given(part, expressions));
      excluded.addAll(given(part, replaced));
    }
    if (!used.isEmpty() && !excluded.isEmpty()) {
      throw mixed(List.copyOf(excluded), List.copyOf(used));
    }
  }

  private static ApiException mixed(List<Parameter> excluded, List<Parameter> used) {
    return ApiException.validation(
        "Can not use both expression and non-expression parameters in the same request:"
            + " Non-expression parameters: {"
            + join(excluded, ", ")
            + "} Expression parameters: {"
            + join(used, ", ")
            + "}");
  }

  private static void checkValuesHaveUse(Parameters request, List<Parameter> expressions) {
    for (int i = 0; i < expressions.size(); i++) {
      Parameter expression = expressions.get(i);
      if (expression != Parameter.PROJECTION_EXPRESSION && request.has(expression)) {
        return;
      }
    }
    List<Parameter> withValues = new ArrayList<>(expressions);
    withValues.remove(Parameter.PROJECTION_EXPRESSION);
    String which =
        expressions.contains(Parameter.CONDITION_EXPRESSION)
            ? "" // not told of writes
            : ": " + join(withValues, " and ") + (withValues.size() > 1 ? " are null" : " is null");
    throw ApiException.validation(
        "ExpressionAttributeValues can only be specified when using expressions" + which);
  }

  /** Refuses what {@code AttributesToGet} may not name, and what it names twice. */
  public static void checkAttributesToGet(Parameters request) {
    List<String> names = request.texts(Parameter.ATTRIBUTES_TO_GET);
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

  private static boolean hasAny(Parameters request, List<Parameter> members) {
    for (int i = 0; i < members.size(); i++) {
      if (request.has(members.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static List<Parameter> given(Parameters request, List<Parameter> members) {
    List<Parameter> given = List.of();
    for (int i = 0; i < members.size(); i++) {
      Parameter member = members.get(i);
      if (request.has(member)) {
        given = given.isEmpty() ? new ArrayList<>(members.size()) : given;
        given.add(member);
      }
    }
    return given;
  }

  private static String join(List<Parameter> members, String separator) {
    return members.stream().map(Parameter::wireName).collect(Collectors.joining(separator));
  }
}
