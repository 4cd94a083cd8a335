package io.antipode.node.operation.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antipode.node.api.ApiException;
import io.antipode.node.json.JsonReader;
import io.antipode.node.json.JsonToken;
import io.antipode.node.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    if (!(parsed(bytes) instanceof Map<?, ?> policy)) {
      throw invalid("This policy contains invalid Json");
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
    return policy;
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
        "*".equals(principal) || (principal instanceof Map<?, ?> by && "*".equals(by.get("AWS")));
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
      JsonReader reader = new JsonReader().reset(bytes, 0, bytes.length);
      reader.next();
      Object value = value(reader);
      if (reader.next() == JsonToken.END) {
        return value;
      }
    } catch (MalformedJsonException e) {
      throw invalid("This policy contains invalid Json");
    }
    throw invalid("This policy contains invalid Json");
  }

  private static Object value(JsonReader reader) {
    if (reader.depth() > MAX_DEPTH) {
      throw invalid("This policy contains invalid Json");
    }
    return switch (reader.token()) {
      case BEGIN_OBJECT -> {
        Map<String, Object> members = new TreeMap<>();
        while (reader.next() == JsonToken.NAME) {
          String name = reader.text();
          reader.next();
          members.put(name, value(reader));
        }
        yield members;
      }
      case BEGIN_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        while (reader.next() != JsonToken.END_ARRAY) {
          elements.add(value(reader));
        }
        yield elements.size() == 1 ? elements.getFirst() : elements;
      }
      case STRING, NUMBER -> reader.text();
      case TRUE, FALSE, NULL -> reader.token();
      case NAME, END_OBJECT, END_ARRAY, END -> throw invalid("This policy contains invalid Json");
    };
  }
}
