package io.antipode.node.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Decimal;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.Item;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads DynamoDB JSON from a streaming parser. Each method begins with the parser on the value's
 * first token and ends on its last, also when it throws {@code InvalidItemException} (with
 * DynamoDB's message, for a value that it refuses): so a caller may keep that error, read the rest
 * of the request and let an error that DynamoDB checks earlier win. JSON of the wrong shape throws
 * {@code JacksonException}.
 */
public final class ItemJson {
  /** Lists and maps inside an item's attribute may nest this deep. */
  static final int MAX_LEVELS = 32;

  private static final String STRUCTURE = "AttributeValue";

  private ItemJson() {}

  /** {@code {"name":{"S":"…"}, …}} straight to canonical bytes, without a tree. */
  public static Item readItem(JsonParser parser) throws IOException {
    JsonIn.requireMap(parser, STRUCTURE);
    int depth = parser.getParsingContext().getNestingDepth();
    try {
      return Item.of(members(parser, 0));
    } catch (InvalidItemException refused) {
      finish(parser, depth);
      throw refused;
    }
  }

  /** {@code {"S":"…"}} to a decoded value. */
  public static AttributeValue readValue(JsonParser parser) throws IOException {
    JsonIn.requireObject(parser, STRUCTURE);
    int depth = parser.getParsingContext().getNestingDepth();
    try {
      return value(parser, 0);
    } catch (InvalidItemException refused) {
      finish(parser, depth);
      throw refused;
    }
  }

  /** Reads on to the end of the object whose inside is {@code depth}. */
  private static void finish(JsonParser parser, int depth) throws IOException {
    while (parser.getParsingContext().getNestingDepth() >= depth) {
      parser.nextToken();
    }
  }

  private static SortedMap<String, AttributeValue> members(JsonParser parser, int level)
      throws IOException {
    SortedMap<String, AttributeValue> members = new TreeMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser, level));
    }
    return members;
  }

  private static AttributeValue value(JsonParser parser, int level) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      throw empty();
    }
    JsonIn.requireObject(parser, STRUCTURE);
    AttributeValue value = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String type = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      AttributeValue one = typed(parser, type, level);
      if (one != null && value != null) {
        throw new InvalidItemException(
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of"
                + " the supported datatypes");
      }
      value = one == null ? value : one;
    }
    if (value == null) {
      throw empty();
    }
    return value;
  }

  private static @Nullable AttributeValue typed(JsonParser parser, String type, int level)
      throws IOException {
    return switch (type) {
      case "S" -> new AttributeValue.S(JsonIn.string(parser));
      case "N" -> new AttributeValue.N(Decimal.parse(JsonIn.string(parser)));
      case "B" -> new AttributeValue.B(binary(parser));
      case "BOOL" -> new AttributeValue.Bool(JsonIn.bool(parser));
      case "NULL" -> {
        if (!JsonIn.bool(parser)) {
          throw new InvalidItemException(
              "One or more parameter values were invalid: Null attribute value types must have the"
                  + " value of true");
        }
        yield AttributeValue.Null.INSTANCE;
      }
      case "SS" -> new AttributeValue.Ss(set(parser, "An string", JsonIn::string));
      case "NS" ->
          new AttributeValue.Ns(set(parser, "An number", p -> Decimal.parse(JsonIn.string(p))));
      case "BS" -> new AttributeValue.Bs(set(parser, "Binary", ItemJson::binary));
      case "L" -> {
        JsonIn.requireArray(parser);
        checkLevel(level);
        List<AttributeValue> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(parser, level + 1));
        }
        yield new AttributeValue.L(elements);
      }
      case "M" -> {
        JsonIn.requireMap(parser, STRUCTURE);
        checkLevel(level);
        yield new AttributeValue.M(members(parser, level + 1));
      }
      default -> {
        parser.skipChildren();
        yield null;
      }
    };
  }

  private interface Element<T> {
    T read(JsonParser parser) throws IOException;
  }

  private static <T extends Comparable<T>> List<T> set(
      JsonParser parser, String kind, Element<T> element) throws IOException {
    JsonIn.requireArray(parser);
    List<T> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(element.read(parser));
    }
    if (elements.isEmpty()) {
      throw new InvalidItemException(
          "One or more parameter values were invalid: "
              + (kind.equals("Binary")
                  ? "Binary sets should not be empty"
                  : kind + " set  may not be empty"));
    }
    if (new HashSet<>(elements).size() != elements.size()) {
      throw new InvalidItemException(
          "One or more parameter values were invalid: Input collection "
              + elements
              + " contains duplicates.");
    }
    elements.sort(null);
    return elements;
  }

  private static Bytes binary(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case VALUE_STRING -> {
        return new Bytes(
            Base64Text.decode(
                parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength()));
      }
      case START_ARRAY ->
          throw new MalformedJsonException(
              "Unrecognized collection type class java.nio.ByteBuffer");
      case START_OBJECT ->
          throw new MalformedJsonException("Start of structure or map found where not expected");
      case null, default ->
          throw new MalformedJsonException("only base-64-encoded strings are convertible to bytes");
    }
  }

  private static void checkLevel(int level) {
    if (level >= MAX_LEVELS) {
      throw new InvalidItemException(
          "Nesting Levels have exceeded supported limits: Attributes of the item nested deeper than"
              + " "
              + MAX_LEVELS
              + " levels");
    }
  }

  private static InvalidItemException empty() {
    return new InvalidItemException(
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
  }
}
