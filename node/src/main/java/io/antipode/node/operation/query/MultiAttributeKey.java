package io.antipode.node.operation.query;

import io.antipode.node.action.ReadSource;
import io.antipode.node.api.ApiException;
import io.antipode.node.expression.KeyConditions.KeyComparison;
import io.antipode.node.expression.KeyConditions.Operator;
import io.antipode.node.index.KeyAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a Query may ask of a key of several HASH or RANGE attributes: every HASH attribute by
 * equality; the RANGE attributes from the first one on without a gap, all but the last of them by
 * equality. The conditions may stand in any order. The texts on RANGE attributes were seen on AWS,
 * the others with DynamoDB Local, and so was the order of the checks.
 */
final class MultiAttributeKey {
  private MultiAttributeKey() {}

  /** The former parameter knows keys of two attributes at most. */
  static ApiException legacy(ReadSource source) {
    return ApiException.validation(
        "One or more parameter values were invalid: KeyConditions can not be used with an index"
            + " whose key has several HASH or RANGE attributes; use KeyConditionExpression. Index: "
            + (source.index() == null ? "" : source.index().name()));
  }

  static void check(
      List<KeyAttribute> hash, List<KeyAttribute> range, List<KeyComparison> conditions) {
    checkHash(hash, conditions);
    checkNoGap(range, conditions);
    checkEqualities(range, conditions);
    checkNoOthers(hash, range, conditions);
  }

  /** Names what is missing; only where nothing is, what has another condition. */
  private static void checkHash(List<KeyAttribute> hash, List<KeyComparison> conditions) {
    List<String> bad = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (KeyAttribute part : hash) {
      KeyComparison condition = on(part, conditions);
      if (condition == null) {
        missing.add(part.name());
      } else if (condition.operator() != Operator.EQ) {
        bad.add(part.name());
      }
    }
    if (!missing.isEmpty() || !bad.isEmpty()) {
      throw ApiException.validation(
          "HASH key attributes "
              + String.join(", ", missing.isEmpty() ? bad : missing)
              + " must have equality conditions specified in the query");
    }
  }

  private static void checkNoGap(List<KeyAttribute> range, List<KeyComparison> conditions) {
    List<KeyAttribute> missing = new ArrayList<>();
    for (KeyAttribute part : range) {
      if (on(part, conditions) == null) {
        missing.add(part);
      } else if (!missing.isEmpty()) {
        throw unequal(missing, part);
      }
    }
  }

  private static void checkEqualities(List<KeyAttribute> range, List<KeyComparison> conditions) {
    List<KeyAttribute> unequal = new ArrayList<>();
    KeyAttribute last = null;
    for (KeyAttribute part : range) {
      KeyComparison condition = on(part, conditions);
      if (condition != null) {
        last = part;
        if (condition.operator() != Operator.EQ) {
          unequal.add(part);
        }
      }
    }
    if (last != null) {
      unequal.remove(last);
      if (!unequal.isEmpty()) {
        throw unequal(unequal, last);
      }
    }
  }

  private static void checkNoOthers(
      List<KeyAttribute> hash, List<KeyAttribute> range, List<KeyComparison> conditions) {
    long known = conditions.stream().filter(each -> isOn(each, hash) || isOn(each, range)).count();
    if (known < conditions.size()) {
      throw range.stream()
          .filter(part -> on(part, conditions) == null)
          .findFirst()
          .map(KeyPlan::missed)
          .orElseGet(() -> ApiException.validation("Query key condition not supported"));
    }
  }

  private static boolean isOn(KeyComparison condition, List<KeyAttribute> parts) {
    return parts.stream().anyMatch(part -> part.name().equals(condition.attribute()));
  }

  private static @Nullable KeyComparison on(KeyAttribute part, List<KeyComparison> conditions) {
    for (KeyComparison condition : conditions) {
      if (condition.attribute().equals(part.name())) {
        return condition;
      }
    }
    return null;
  }

  private static ApiException unequal(List<KeyAttribute> parts, KeyAttribute later) {
    return ApiException.validation(
        parts.stream()
                .map(KeyAttribute::name)
                .collect(
                    Collectors.joining(
                        ", ",
                        "RANGE key attributes ",
                        " must have equality conditions specified in the query because a condition"
                            + " is present on key attribute "))
            + later.name());
  }
}
