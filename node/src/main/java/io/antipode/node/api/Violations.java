package io.antipode.node.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request breaks, which is told all at once: {@code 2 validation errors detected: Value null
 * at 'key' failed to satisfy constraint: Member must not be null; …}.
 */
public final class Violations {
  /** The service lists no more than this many. */
  static final int MAX_LISTED = 10;

  private @Nullable List<String> texts;

  /**
   * Adds one.
   *
   * @param value as the message shows it
   * @param path where it stands, as the service writes it: {@code keySchema.1.member.keyType}
   * @param constraint what the member must: {@code have length less than or equal to 255}
   */
  public void add(@Nullable String value, String path, String constraint) {
    addText(subject(value, path) + "Member must " + constraint);
  }

  /** Adds one whose value isn't told. */
  void addBare(String path, String constraint) {
    addText("Value at '" + path + "' failed to satisfy constraint: Member must " + constraint);
  }

  /** Adds one of the keys of a map, which stand together. */
  void addKeys(String map, String path, List<String> constraints) {
    addText(
        subject(map, path)
            + "Map keys must satisfy constraint: ["
            + String.join(", ", constraints.stream().map(each -> "Member must " + each).toList())
            + "]");
  }

  /** Adds one in words of its own. */
  public void addText(String text) {
    if (texts == null) {
      texts = new ArrayList<>();
    }
    if (texts.size() < MAX_LISTED) {
      texts.add(text);
    }
  }

  boolean isEmpty() {
    return texts == null;
  }

  boolean isFull() {
    return texts != null && texts.size() == MAX_LISTED;
  }

  /** Throws the list, unless it is empty. */
  public void throwIfAny() {
    if (texts != null) {
      throw ApiException.validation(
          texts.size()
              + (texts.size() == 1 ? " validation error" : " validation errors")
              + " detected: "
              + String.join("; ", texts));
    }
  }

  private static String subject(@Nullable String value, String path) {
    return "Value "
        + (value == null ? "null" : "'" + value + "'")
        + " at '"
        + path
        + "' failed to satisfy constraint: ";
  }
}
