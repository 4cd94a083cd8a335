package io.antipode.node.operation.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antipode.node.api.ApiException;
import io.antipode.node.json.JsonToken;
import io.antipode.node.json.JsonTree;
import io.antipode.node.json.MalformedJsonException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a resource policy must be to be kept: JSON of IAM's grammar, as far as its statements go.
 * Nothing enforces it. Texts as AWS was seen to give them in October 2026.
 */
final class PolicyDocument {
  static final int MAX_BYTES = 20_480;
  private static final String INVALID = "Invalid policy document: ";

  /** IAM's grammar is far from this deep. */
  private static final int MAX_DEPTH = 32;

  private PolicyDocument() {}

  /**
   * Refuses what is no policy.
   *
   * @return what it says, by which policies are compared: order of members, white space, and
   *     whether one value stands in a list make no difference
   */
  static Object check(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length > MAX_BYTES) {
      throw Invalid.parameter("Maximum policy size of " + MAX_BYTES + " bytes exceeded");
    }
    Object parsed = parsed(bytes);
    if (parsed == JsonToken.NULL) {
      throw invalid("This text appears not to be a policy");
    }
    if (!(parsed instanceof Map<?, ?> policy)) {
      throw invalid("This policy contains invalid Json");
    }
    if (!policy.containsKey("Statement")) {
      throw invalid("Syntax error at position " + endOf(text));
    }
    List<?> statements = list(policy.get("Statement"));
    if (statements.isEmpty()) {
      throw invalid("Could not parse the policy: Statement is empty!");
    }
    Set<Object> ids = new HashSet<>();
    for (Object each : statements) {
      if (!(each instanceof Map<?, ?> statement)) {
        throw invalid("This policy contains invalid Json");
      }
      check(statement);
      if (statement.get("Sid") instanceof String id && !ids.add(id)) {
        throw invalid("The Statement Ids in the policy are not unique");
      }
    }
    return unwrapped(policy);
  }

  /** Behind the last character: line and column, from 1. */
  private static String endOf(String text) {
    int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
    return "(" + line + "," + (text.length() - text.lastIndexOf('\n')) + ")";
  }

  /** Without the lists that hold one value. */
  private static Object unwrapped(Object value) {
    return switch (value) {
      case Map<?, ?> members -> {
        Map<Object, Object> all = new HashMap<>();
        members.forEach((name, member) -> all.put(name, unwrapped(member)));
        yield all;
      }
      case List<?> list when list.size() == 1 -> unwrapped(list.getFirst());
      case List<?> list -> list.stream().map(PolicyDocument::unwrapped).toList();
      default -> value;
    };
  }

  private static void check(Map<?, ?> statement) {
    Object effect = statement.get("Effect");
    if (effect == null) {
      throw invalid("Missing required field Effect");
    }
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      throw invalid("Invalid effect: " + effect);
    }
    Object principal = statement.get("Principal");
    require(statement, "Principal");
    require(statement, "Action");
    require(statement, "Resource");
    boolean everyone =
        "*".equals(principal)
            || (principal instanceof Map<?, ?> by && list(by.get("AWS")).contains("*"));
    if (everyone && effect.equals("Allow") && !statement.containsKey("Condition")) {
      throw ApiException.validation(
          "Resource-based policy grants unbounded access in one or more elements. Please revise the"
              + " policy to ensure least-privilege form of access");
    }
  }

  private static void require(Map<?, ?> statement, String field) {
    if (!statement.containsKey(field) && !statement.containsKey("Not" + field)) {
      throw invalid("Missing required field " + field);
    }
  }

  private static List<?> list(@Nullable Object value) {
    return value == null ? List.of() : value instanceof List<?> list ? list : List.of(value);
  }

  private static ApiException invalid(String why) {
    return Invalid.parameter(INVALID + why);
  }

  private static Object parsed(byte[] bytes) {
    try {
      return JsonTree.read(bytes, bytes.length, MAX_DEPTH);
    } catch (MalformedJsonException e) {
      throw invalid("This policy contains invalid Json");
    }
  }
}
