package io.antipode.node.api;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the service's model says of a value: its type and its constraints. Immutable; any thread.
 *
 * <p>Attribute values are shapes of their own: they are decoded by the item codec straight into
 * canonical bytes, and the messages about them are not those of the model.
 */
public sealed interface Shape
    permits Shape.Text,
        Shape.Flag,
        Shape.Whole,
        Shape.Decimal,
        Shape.Blob,
        Shape.Time,
        Shape.ListOf,
        Shape.MapOf,
        Shape.Value,
        Shape.Attributes,
        Shape.Placeholders,
        Structure {

  /**
   * A string; lengths in characters. An empty list of values and a null pattern mean no such
   * constraint.
   */
  record Text(List<String> values, @Nullable Pattern pattern, long minLength, long maxLength)
      implements Shape {}

  /** A boolean. */
  record Flag() implements Shape {}

  /**
   * A whole number.
   *
   * @param type {@code Integer} or {@code Long}, as in the service's messages
   */
  record Whole(String type, long min, long max) implements Shape {}

  /** A number with a fraction. */
  record Decimal() implements Shape {}

  /** Bytes, in base64. */
  record Blob() implements Shape {}

  /** A time, in seconds since 1970. */
  record Time() implements Shape {}

  /** A list. */
  record ListOf(Shape element, long minLength, long maxLength) implements Shape {}

  /** A map from strings. */
  record MapOf(Text key, Shape value, long minLength, long maxLength) implements Shape {}

  /** One attribute value. */
  record Value() implements Shape {}

  /** A map from attribute names to attribute values: an item, or the key of one. */
  record Attributes() implements Shape {}

  /** A map from the placeholders of an expression to attribute values. */
  record Placeholders() implements Shape {}
}
