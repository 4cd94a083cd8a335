package io.antipode.node.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemWriter;
import java.io.IOException;

/**
 * Reads DynamoDB JSON from a streaming parser. Each method begins with the parser on the value's
 * first token and ends on its last, also when it throws {@code InvalidItemException} (with
 * DynamoDB's message, for a value that it refuses): so a caller may keep that error, read the rest
 * of the request and let an error that DynamoDB checks earlier win. JSON of the wrong shape throws
 * {@code JacksonException}. Any thread.
 */
public final class ItemJson {
  private static final String STRUCTURE = "AttributeValue";

  private static final ThreadLocal<ItemWriter> WRITER = ThreadLocal.withInitial(ItemWriter::new);

  private ItemJson() {}

  /** {@code {"name":{"S":"…"}, …}} straight to canonical bytes, without a tree. */
  public static Item readItem(JsonParser parser) throws IOException {
    JsonIn.requireMap(parser, STRUCTURE);
    int depth = parser.getParsingContext().getNestingDepth();
    ItemWriter writer = WRITER.get().beginItem();
    try {
      members(parser, writer);
      return writer.endItem();
    } catch (InvalidItemException refused) {
      finish(parser, depth);
      throw refused;
    }
  }

  /** {@code {"S":"…"}} to a decoded value. */
  public static AttributeValue readValue(JsonParser parser) throws IOException {
    JsonIn.requireObject(parser, STRUCTURE);
    int depth = parser.getParsingContext().getNestingDepth();
    ItemWriter writer = WRITER.get().beginValue();
    try {
      value(parser, writer);
      return writer.endValue();
    } catch (InvalidItemException refused) {
      finish(parser, depth);
      throw refused;
    }
  }

  /** Reads on to the end of the object whose inside is {@code depth}. */
  private static void finish(JsonParser parser, int depth) throws IOException {
    while (parser.getParsingContext().getNestingDepth() >= depth) {
      if (parser.nextToken() == null) {
        throw new MalformedJsonException("");
      }
    }
  }

  private static void members(JsonParser parser, ItemWriter writer) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      requireUnicode(name);
      writer.name(name);
      parser.nextToken();
      value(parser, writer);
    }
  }

  private static void value(JsonParser parser, ItemWriter writer) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      throw empty();
    }
    JsonIn.requireObject(parser, STRUCTURE);
    boolean found = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String type = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      if (!isType(type)) {
        parser.skipChildren();
        continue;
      }
      if (found) {
        throw new InvalidItemException(
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of"
                + " the supported datatypes");
      }
      found = true;
      typed(parser, type, writer);
    }
    if (!found) {
      throw empty();
    }
  }

  private static boolean isType(String type) {
    return switch (type) {
      case "S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M" -> true;
      default -> false;
    };
  }

  private static void typed(JsonParser parser, String type, ItemWriter writer) throws IOException {
    switch (type) {
      case "S" -> string(parser, writer);
      case "N" -> number(parser, writer);
      case "B" -> binary(parser, writer);
      case "BOOL" -> writer.bool(JsonIn.bool(parser));
      case "NULL" -> {
        if (!JsonIn.bool(parser)) {
          throw new InvalidItemException(
              "One or more parameter values were invalid: Null attribute value types must have the"
                  + " value of true");
        }
        writer.nullValue();
      }
      case "SS" -> elements(parser, writer.beginStringSet(), ItemJson::string);
      case "NS" -> elements(parser, writer.beginNumberSet(), ItemJson::number);
      case "BS" -> elements(parser, writer.beginBinarySet(), ItemJson::binary);
      case "L" -> elements(parser, writer.beginList(), ItemJson::value);
      default -> {
        assert type.equals("M") : type;
        JsonIn.requireMap(parser, STRUCTURE);
        members(parser, writer.beginMap());
        writer.end();
      }
    }
  }

  private interface Element {
    void read(JsonParser parser, ItemWriter writer) throws IOException;
  }

  /** The elements of the list or set just begun. */
  private static void elements(JsonParser parser, ItemWriter writer, Element element)
      throws IOException {
    JsonIn.requireArray(parser);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      element.read(parser, writer);
    }
    writer.end();
  }

  private static void string(JsonParser parser, ItemWriter writer) throws IOException {
    JsonIn.requireString(parser);
    char[] text = parser.getTextCharacters();
    int offset = parser.getTextOffset();
    int length = parser.getTextLength();
    requireUnicode(text, offset, length);
    writer.string(text, offset, length);
  }

  private static void number(JsonParser parser, ItemWriter writer) throws IOException {
    JsonIn.requireString(parser);
    writer.number(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
  }

  private static void binary(JsonParser parser, ItemWriter writer) throws IOException {
    byte[] bytes = JsonIn.binary(parser);
    writer.binary(bytes, 0, bytes.length);
  }

  /**
   * Refuses half of a surrogate pair, which has no UTF-8: replacing it would make different strings
   * (and keys) one.
   */
  private static void requireUnicode(char[] text, int offset, int length)
      throws MalformedJsonException {
    for (int i = offset, end = offset + length; i < end; i++) {
      if (Character.isSurrogate(text[i])) {
        requireUnicode(new String(text, offset, length));
        return;
      }
    }
  }

  private static void requireUnicode(String text) throws MalformedJsonException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw new MalformedJsonException("Strings must be valid Unicode: unpaired surrogate");
        }
        i++;
      }
    }
  }

  private static InvalidItemException empty() {
    return new InvalidItemException(
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
  }
}
