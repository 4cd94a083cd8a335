package io.antipode.node.expression;

import io.antipode.node.item.AttributeName;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Encoded;
import io.antipode.node.item.Item;
import io.antipode.node.item.Utf8;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The names ({@code #n}) and values ({@code :v}) that the expressions of one request may use, and
 * which of them were used. One per request; not thread-safe.
 */
public final class ExpressionContext {
  private final Map<String, String> names;
  private final GivenValues values;
  private Set<String> usedNames = Set.of();
  private final boolean generated;
  private Set<String> nestedRoots = Set.of();

  /**
   * Throws {@link ExpressionException} for empty maps, keys that are not {@code #name} or {@code
   * :value}, and empty names.
   *
   * @param names {@code ExpressionAttributeNames}, null where absent
   * @param values {@code ExpressionAttributeValues}, null where absent: an item whose names are the
   *     references
   */
  public ExpressionContext(@Nullable Map<String, String> names, @Nullable Item values) {
    this(names, values, false);
  }

  /** For an expression that the legacy parameters say: its text may have any length. */
  public static ExpressionContext ofLegacy(
      Map<String, String> names, Map<String, AttributeValue> values) {
    return new ExpressionContext(
        names.isEmpty() ? null : names, values.isEmpty() ? null : Item.of(values), true);
  }

  private ExpressionContext(
      @Nullable Map<String, String> names, @Nullable Item values, boolean generated) {
    this.generated = generated;
    this.names = names == null ? Map.of() : names;
    this.values = new GivenValues(values == null ? Item.EMPTY : values);
    if (names != null) {
      checkKeys("ExpressionAttributeNames", '#', List.copyOf(names.keySet()));
      names.forEach(ExpressionContext::checkName);
    }
    if (values != null) {
      checkKeys("ExpressionAttributeValues", ':', this.values.references());
    }
  }

  private static void checkKeys(String parameter, char prefix, List<String> keys) {
    if (keys.isEmpty()) {
      throw new ExpressionException(parameter + " must not be empty");
    }
    for (String key : keys) {
      boolean valid = key.length() > 1 && key.charAt(0) == prefix;
      for (int i = 1; i < key.length() && valid; i++) {
        valid = Lexer.isWord(key.charAt(i));
      }
      if (!valid) {
        throw new ExpressionException(
            parameter + " contains invalid key: Syntax error; key: \"" + key + "\"");
      }
    }
  }

  private static void checkName(String key, String name) {
    String invalid = "ExpressionAttributeNames contains invalid value: ";
    if (name.isEmpty()) {
      throw new ExpressionException(invalid + AttributeName.EMPTY + " for key " + key);
    }
    if (name.length() > AttributeName.MAX_BYTES / 3
        && Utf8.length(name) > AttributeName.MAX_BYTES) {
      throw new ExpressionException(invalid + AttributeName.TOO_LARGE + " for key " + key);
    }
  }

  boolean isGenerated() {
    return generated;
  }

  /** A path goes into this attribute. */
  void addNestedRoot(String name) {
    if (nestedRoots.isEmpty()) {
      nestedRoots = new LinkedHashSet<>();
    }
    nestedRoots.add(name);
  }

  /** The attributes that paths of the parsed expressions go into; keys among them are refused. */
  public Set<String> nestedRoots() {
    return nestedRoots;
  }

  /** The name behind {@code #n}, which is used from now on; null where there is none. */
  @Nullable String name(String reference) {
    if (!names.isEmpty()) {
      usedNames = usedNames.isEmpty() ? new HashSet<>() : usedNames;
      usedNames.add(reference);
    }
    return names.get(reference);
  }

  /** The value behind {@code :v}, which is used from now on; null where there is none. */
  @Nullable Encoded value(String reference) {
    return values.use(reference);
  }

  /**
   * Throws {@link ExpressionException} where a name or value was given and no expression used it;
   * after parsing all.
   */
  public void requireAllUsed() {
    if (!names.isEmpty() && !usedNames.containsAll(names.keySet())) {
      StringJoiner unused = new StringJoiner(", ", "{", "}");
      for (String key : names.keySet()) {
        if (!usedNames.contains(key)) {
          unused.add(key);
        }
      }
      throw unused("ExpressionAttributeNames", unused.toString());
    }
    String unused = values.unused();
    if (unused != null) {
      throw unused("ExpressionAttributeValues", unused);
    }
  }

  private static ExpressionException unused(String parameter, String keys) {
    return new ExpressionException(
        "Value provided in " + parameter + " unused in expressions: keys: " + keys);
  }
}
