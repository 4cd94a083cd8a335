package io.antipode.node.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The constraints of the model on a request whose types are right: required members, enum values,
 * patterns, lengths and ranges, in the service's order and words, and all of them at once. A member
 * that we don't do is refused after these. Reusable; not thread-safe.
 */
public final class Constraints {
  private final MemberPath path = new MemberPath();
  private Violations violations = new Violations();
  private @Nullable ApiException refused;

  /** Throws where the request breaks any, or asks for what we don't do. */
  public void check(Fields request) {
    try {
      members(request);
      violations.throwIfAny();
      if (refused != null) {
        throw refused;
      }
    } finally {
      clear();
    }
  }

  private void clear() {
    path.clear();
    refused = null;
    if (!violations.isEmpty()) {
      violations = new Violations();
    }
  }

  private void members(Fields fields) {
    List<Structure.Member> members = fields.shape().members();
    for (int i = 0; i < members.size() && !violations.isFull(); i++) {
      Structure.Member member = members.get(i);
      Object value = fields.raw(i);
      if (value != null) {
        if (member.refusal() != null) {
          refuse(member.name(), member.refusal());
        }
        path.enter(member);
        value(member.shape(), value);
        path.leave();
      } else if (member.required()) {
        path.enter(member);
        violations.add(null, path.camelCase(), "not be null");
        path.leave();
      }
    }
  }

  private void refuse(String member, String why) {
    if (refused == null) {
      refused =
          ApiException.validation(
              "One or more parameter values were invalid: "
                  + member
                  + " is not supported ("
                  + why
                  + ")");
    }
  }

  private void value(Shape shape, Object value) {
    switch (shape) {
      case Shape.Text text -> text(text, (String) value);
      case Shape.Whole whole -> range(whole, (Long) value);
      case Shape.ListOf list -> list(list, (List<?>) value);
      case Shape.MapOf map -> map(map, (Map<?, ?>) value);
      case Structure structure -> members((Fields) value);
      case Shape.Flag flag -> {}
      case Shape.Decimal decimal -> {}
      case Shape.Blob blob -> {}
      case Shape.Time time -> {}
      case Shape.Value attribute -> {} // its own messages, later
      case Shape.Attributes attributes -> {}
      case Shape.Placeholders placeholders -> {}
    }
  }

  private void text(Shape.Text shape, String text) {
    if (!shape.values().isEmpty() && !shape.values().contains(text)) {
      add(text, "satisfy enum value set: " + shape.values());
    }
    Pattern pattern = shape.pattern();
    if (pattern != null && !pattern.matcher(text).matches()) {
      add(text, "satisfy regular expression pattern: " + pattern.pattern());
    }
    length(text, text.length(), shape.minLength(), shape.maxLength());
  }

  private void range(Shape.Whole shape, long number) {
    if (number < shape.min()) {
      add(number, "have value greater than or equal to " + shape.min());
    } else if (number > shape.max()) {
      add(number, "have value less than or equal to " + shape.max());
    }
  }

  private void list(Shape.ListOf shape, List<?> values) {
    length(values, values.size(), shape.minLength(), shape.maxLength());
    for (int i = 0; i < values.size() && !violations.isFull(); i++) {
      path.enterElement(i);
      value(shape.element(), values.get(i));
      path.leave();
    }
  }

  private void map(Shape.MapOf shape, Map<?, ?> values) {
    length(values, values.size(), shape.minLength(), shape.maxLength());
    if (!values.keySet().stream().allMatch(key -> keeps(shape.key(), (String) key))) {
      violations.addKeys(ValueText.json(values), path.camelCase(), told(shape.key()));
    }
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      if (violations.isFull()) {
        return;
      }
      path.enterEntry((String) entry.getKey());
      value(shape.value(), entry.getValue());
      path.leave();
    }
  }

  /** Keys with constraints are names of tables; in place of one an ARN is looked at later. */
  private static boolean keeps(Shape.Text shape, String key) {
    if (Arn.isMeant(key)) {
      return true;
    }
    Pattern pattern = shape.pattern();
    return key.length() >= shape.minLength()
        && key.length() <= shape.maxLength()
        && (pattern == null || pattern.matcher(key).matches());
  }

  /** All that a key must keep, in the order of the service's messages. */
  private static List<String> told(Shape.Text shape) {
    List<String> constraints = new ArrayList<>();
    if (shape.maxLength() < Long.MAX_VALUE) {
      constraints.add("have length less than or equal to " + shape.maxLength());
    }
    if (shape.minLength() > 0) {
      constraints.add("have length greater than or equal to " + shape.minLength());
    }
    Pattern pattern = shape.pattern();
    if (pattern != null) {
      constraints.add("satisfy regular expression pattern: " + pattern.pattern());
    }
    return constraints;
  }

  private void length(Object value, long length, long min, long max) {
    if (length < min) {
      add(value, "have length greater than or equal to " + min);
    } else if (length > max) {
      add(value, "have length less than or equal to " + max);
    }
  }

  private void add(Object value, String constraint) {
    if (path.isBare()) {
      violations.addBare(path.toString(), constraint);
    } else {
      violations.add(ValueText.of(value), path.toString(), constraint);
    }
  }
}
