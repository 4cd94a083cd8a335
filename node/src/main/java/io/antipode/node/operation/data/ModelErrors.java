package io.antipode.node.operation.data;

import io.antipode.node.api.Violations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Violations of the service's model, which are all told at once: {@code 2 validation errors
 * detected: Value null at 'key' failed to satisfy constraint: Member must not be null; …}.
 */
public final class ModelErrors {
  private static final int MIN_NAME_LENGTH = 3;
  private static final int MAX_NAME_LENGTH = 255;

  private @Nullable List<String> errors;

  /** Adds one violation, of a value that the messages show as this text. */
  public void add(@Nullable String value, String path, String constraint) {
    if (errors == null) {
      errors = new ArrayList<>();
    }
    errors.add(error(value, path, constraint));
  }

  /** Checks the name of a table or an index. */
  void name(String value, String path) {
    if (!isNamePattern(value)) {
      add(value, path, "satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
    }
    if (value.length() < MIN_NAME_LENGTH) {
      add(value, path, "have length greater than or equal to " + MIN_NAME_LENGTH);
    } else if (value.length() > MAX_NAME_LENGTH) {
      add(value, path, "have length less than or equal to " + MAX_NAME_LENGTH);
    }
  }

  /** Checks a table's name that is a key of a map. */
  public void mapKey(String name, String path) {
    ModelErrors one = new ModelErrors();
    one.name(name, path);
    if (one.errors != null) {
      add(
          "{" + name + "=…}",
          path,
          "satisfy constraint: [Member must have length less than or equal to "
              + MAX_NAME_LENGTH
              + ", Member must have length greater than or equal to "
              + MIN_NAME_LENGTH
              + ", Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]",
          "Map keys must ");
    }
  }

  /** Adds the violation of a list that is a value of a map. */
  public void mapValue(String value, String path, int minLength, int maxLength) {
    add(
        "{" + value + "}",
        path,
        "satisfy constraint: [Member must have length less than or equal to "
            + maxLength
            + ", Member must have length greater than or equal to "
            + minLength
            + "]",
        "Map value must ");
  }

  private void add(String value, String path, String constraint, String subject) {
    if (errors == null) {
      errors = new ArrayList<>();
    }
    errors.add(
        error(value, path, constraint)
            .replace(": Member must satisfy constraint", ": " + subject + "satisfy constraint"));
  }

  void range(int value, int min, int max, String path) {
    if (value < min) {
      add(Integer.toString(value), path, "have value greater than or equal to " + min);
    } else if (value > max) {
      add(Integer.toString(value), path, "have value less than or equal to " + max);
    }
  }

  void oneOf(List<String> allowed, String value, String path) {
    if (!allowed.contains(value)) {
      add(value, path, "satisfy enum value set: [" + String.join(", ", allowed) + "]");
    }
  }

  /** Throws the list, unless it is empty. */
  public void throwIfAny() {
    if (errors != null) {
      Violations violations = new Violations();
      errors.forEach(violations::addText);
      violations.throwIfAny();
    }
  }

  private static String error(@Nullable String value, String path, String constraint) {
    return "Value "
        + (value == null ? "null" : "'" + value + "'")
        + " at '"
        + path
        + "' failed to satisfy constraint: Member must "
        + constraint;
  }

  private static boolean isNamePattern(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ((c < 'a' || c > 'z')
          && (c < 'A' || c > 'Z')
          && (c < '0' || c > '9')
          && c != '_'
          && c != '.'
          && c != '-') {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
