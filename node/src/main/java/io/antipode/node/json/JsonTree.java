package io.antipode.node.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole document at once, for a short one of any shape: a {@code Map} by name, a {@code List}, a
 * {@code String} for strings and numbers, and the {@link JsonToken} of what is true, false or null.
 * Of members with one name the last one counts.
 */
public final class JsonTree {
  private JsonTree() {}

  /**
   * Reads a document.
   *
   * @param lengthBytes from the first byte on
   * @param maxDepth the most containers in each other, so that stack is bounded
   * @throws MalformedJsonException for what is none, or deeper
   */
  public static Object read(byte[] bytes, int lengthBytes, int maxDepth) {
    JsonReader reader = new JsonReader().reset(bytes, 0, lengthBytes);
    reader.next();
    Object value = value(reader, maxDepth);
    JsonIn.requireEnd(reader);
    return value;
  }

  private static Object value(JsonReader reader, int maxDepth) {
    if (reader.depth() > maxDepth) {
      throw new MalformedJsonException("more than " + maxDepth + " levels");
    }
    return switch (reader.token()) {
      case BEGIN_OBJECT -> {
        Map<String, Object> members = new LinkedHashMap<>();
        while (reader.next() == JsonToken.NAME) {
          String name = reader.text();
          reader.next();
          members.put(name, value(reader, maxDepth));
        }
        yield members;
      }
      case BEGIN_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        while (reader.next() != JsonToken.END_ARRAY) {
          elements.add(value(reader, maxDepth));
        }
        yield elements;
      }
      case STRING, NUMBER -> reader.text();
      case TRUE, FALSE, NULL -> reader.token();
      case NAME, END_OBJECT, END_ARRAY, END ->
          throw new MalformedJsonException("no value but " + reader.token());
    };
  }
}
