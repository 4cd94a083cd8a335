package io.antipode.node.operation.data;

import io.antipode.node.operation.legacy.LegacyCondition;
import io.antipode.node.operation.legacy.LegacyUpdate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which parameters an action has, in the order in which the service lists violations, and which it
 * requires. Immutable.
 */
public final class RequestModel {
  private static final List<String> COMPARISON_OPERATORS =
      List.of(
          "IN",
          "NULL",
          "BETWEEN",
          "LT",
          "NOT_CONTAINS",
          "EQ",
          "GT",
          "NOT_NULL",
          "NE",
          "LE",
          "BEGINS_WITH",
          "GE",
          "CONTAINS");
  private static final List<String> ACTIONS = List.of("ADD", "PUT", "DELETE");
  private static final Map<Member, List<String>> ALLOWED =
      Map.of(
          Member.CONDITIONAL_OPERATOR, List.of("OR", "AND"),
          Member.RETURN_CONSUMED_CAPACITY, List.of("INDEXES", "TOTAL", "NONE"),
          Member.RETURN_ITEM_COLLECTION_METRICS, List.of("SIZE", "NONE"),
          Member.RETURN_VALUES, List.of("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"),
          Member.RETURN_VALUES_ON_CONDITION_CHECK_FAILURE, List.of("ALL_OLD", "NONE"),
          Member.SELECT,
              List.of(
                  "SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"));
  private static final int MAX_SEGMENTS = 1_000_000;
  private static final int MAX_KEYS = 100;
  private static final int MAX_ATTRIBUTES_TO_GET = 255;

  private final List<Member> members;
  private final Set<Member> required;
  private final boolean namesPlaceholders;

  private RequestModel(List<Member> members, Set<Member> required, boolean namesPlaceholders) {
    this.members = members;
    this.required = required;
    this.namesPlaceholders = namesPlaceholders;
  }

  public static RequestModel of(Member... members) {
    return new RequestModel(List.of(members), EnumSet.noneOf(Member.class), false);
  }

  /** This model with parameters that must be given. */
  public RequestModel requiring(Member first, Member... others) {
    return new RequestModel(members, EnumSet.of(first, others), namesPlaceholders);
  }

  /** This model, for an action that names the placeholder of a value that it refuses. */
  public RequestModel namingPlaceholders() {
    return new RequestModel(members, required, true);
  }

  boolean namesPlaceholders() {
    return namesPlaceholders;
  }

  /** How many parameters there are. */
  int size() {
    return members.size();
  }

  /** Where a parameter stands in the service's order, -1 for one that the action hasn't. */
  int indexOf(Member member) {
    return members.indexOf(member);
  }

  boolean knows(Member member) {
    return indexOf(member) >= 0;
  }

  /**
   * Adds every violation.
   *
   * @param prefix path of the structure that the parameters stand in
   */
  public void check(DataRequest request, String prefix, ModelErrors errors) {
    for (Member member : members) {
      Object value = request.raw(member);
      if (value == null) {
        if (required.contains(member)) {
          errors.add(null, prefix + member.path(), "not be null");
        }
      } else {
        check(member, value, prefix, errors);
      }
    }
  }

  private static void check(Member member, Object value, String prefix, ModelErrors errors) {
    switch (member) {
      case TABLE_NAME -> errors.name(TableNames.nameOf((String) value), prefix + member.path());
      case INDEX_NAME -> errors.name((String) value, prefix + member.path());
      case LIMIT -> errors.range((Integer) value, 1, Integer.MAX_VALUE, prefix + member.path());
      case SEGMENT -> errors.range((Integer) value, 0, MAX_SEGMENTS - 1, prefix + member.path());
      case TOTAL_SEGMENTS -> errors.range((Integer) value, 1, MAX_SEGMENTS, prefix + member.path());
      case ATTRIBUTES_TO_GET -> {
        int size = ((List<?>) value).size();
        if (size == 0) {
          errors.add("[]", prefix + member.path(), "have length greater than or equal to 1");
        } else if (size > MAX_ATTRIBUTES_TO_GET) {
          errors.add(
              value.toString(),
              prefix + member.path(),
              "have length less than or equal to " + MAX_ATTRIBUTES_TO_GET);
        }
      }
      case KEYS -> {
        if (value instanceof List<?> keys) {
          if (keys.isEmpty()) {
            errors.add("[]", prefix + member.path(), "have length greater than or equal to 1");
          } else if (keys.size() > MAX_KEYS) {
            errors.add(
                "[" + keys.size() + " keys]",
                prefix + member.path(),
                "have length less than or equal to " + MAX_KEYS);
          }
        }
      }
      case EXPECTED, KEY_CONDITIONS, QUERY_FILTER, SCAN_FILTER ->
          checkConditions(member, ((MapReader.Conditions) value).entries(), prefix, errors);
      case ATTRIBUTE_UPDATES ->
          checkUpdates(member, ((MapReader.Updates) value).entries(), prefix, errors);
      case CONDITIONAL_OPERATOR,
          RETURN_CONSUMED_CAPACITY,
          RETURN_ITEM_COLLECTION_METRICS,
          RETURN_VALUES,
          RETURN_VALUES_ON_CONDITION_CHECK_FAILURE,
          SELECT ->
          errors.oneOf(
              ALLOWED.getOrDefault(member, List.of()), (String) value, prefix + member.path());
      case CONDITION_EXPRESSION,
          CONSISTENT_READ,
          EXCLUSIVE_START_KEY,
          EXPRESSION_ATTRIBUTE_NAMES,
          EXPRESSION_ATTRIBUTE_VALUES,
          FILTER_EXPRESSION,
          ITEM,
          KEY,
          KEY_CONDITION_EXPRESSION,
          PROJECTION_EXPRESSION,
          SCAN_INDEX_FORWARD,
          UPDATE_EXPRESSION -> {}
    }
  }

  private static void checkConditions(
      Member member, Map<String, LegacyCondition> entries, String prefix, ModelErrors errors) {
    for (Map.Entry<String, LegacyCondition> entry : entries.entrySet()) {
      String operator = entry.getValue().operator();
      String path = prefix + member.path() + "." + entry.getKey() + ".member.comparisonOperator";
      if (operator != null) {
        errors.oneOf(COMPARISON_OPERATORS, operator, path);
      } else if (member != Member.EXPECTED) {
        errors.add(null, path, "not be null");
      }
    }
  }

  private static void checkUpdates(
      Member member, Map<String, LegacyUpdate> entries, String prefix, ModelErrors errors) {
    for (Map.Entry<String, LegacyUpdate> entry : entries.entrySet()) {
      String action = entry.getValue().action();
      if (action != null) {
        errors.oneOf(
            ACTIONS, action, prefix + member.path() + "." + entry.getKey() + ".member.action");
      }
    }
  }
}
