package io.antipode.node.operation.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.Item;
import io.antipode.node.json.ItemJson;
import io.antipode.node.json.JsonIn;
import io.antipode.node.operation.legacy.LegacyCondition;
import io.antipode.node.operation.legacy.LegacyUpdate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes the parameters that are maps or lists of something else than plain text. */
final class MapReader {
  private MapReader() {}

  /**
   * Entries as given (the model is checked on these first), and the first value among them that is
   * refused.
   */
  record Conditions(Map<String, LegacyCondition> entries, @Nullable InvalidItemException refused) {
    Map<String, LegacyCondition> accepted() {
      if (refused != null) {
        throw refused;
      }
      return entries;
    }
  }

  /** As {@link Conditions}. */
  record Updates(Map<String, LegacyUpdate> entries, @Nullable InvalidItemException refused) {
    Map<String, LegacyUpdate> accepted() {
      if (refused != null) {
        throw refused;
      }
      return entries;
    }
  }

  static Map<String, String> names(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      JsonIn.requireMap(parser, "AttributeValue");
    }
    JsonIn.requireMap(parser, "String");
    Map<String, String> names = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      names.put(name, JsonIn.string(parser));
    }
    return names;
  }

  /** The map, or the exception that names the first value that is refused. */
  static Object values(JsonParser parser) throws IOException {
    JsonIn.requireMap(parser, "AttributeValue");
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    InvalidItemException refused = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      try {
        values.put(name, ItemJson.readValue(parser));
      } catch (InvalidItemException e) {
        if (refused == null) {
          refused =
              new InvalidItemException(
                  "ExpressionAttributeValues contains invalid value: "
                      + e.getMessage()
                      + " for key "
                      + name);
        }
      }
    }
    return refused == null ? values : refused;
  }

  /** The list, or what says that one of its items is refused. */
  static Object items(JsonParser parser) throws IOException {
    JsonIn.requireArray(parser);
    List<Item> items = new ArrayList<>();
    InvalidItemException refused = null;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      try {
        items.add(ItemJson.readItem(parser));
      } catch (InvalidItemException e) {
        refused = refused == null ? e : refused;
      }
    }
    return refused == null ? items : refused;
  }

  static Conditions conditions(JsonParser parser) throws IOException {
    JsonIn.requireMap(parser, "Condition");
    ValueReader reader = new ValueReader();
    Map<String, LegacyCondition> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String attribute = parser.currentName();
      parser.nextToken();
      JsonIn.requireObject(parser, "Condition");
      entries.put(attribute, condition(parser, reader));
    }
    return new Conditions(entries, reader.refused());
  }

  private static LegacyCondition condition(JsonParser parser, ValueReader reader)
      throws IOException {
    String operator = null;
    List<AttributeValue> values = null;
    AttributeValue value = null;
    Boolean exists = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "ComparisonOperator" -> operator = JsonIn.string(parser);
        case "AttributeValueList" -> {
          JsonIn.requireArray(parser);
          values = new ArrayList<>();
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(reader.read(parser));
          }
        }
        case "Value" -> value = reader.read(parser);
        case "Exists" -> exists = JsonIn.bool(parser);
        default -> parser.skipChildren();
      }
    }
    return new LegacyCondition(operator, values, value, exists);
  }

  static Updates updates(JsonParser parser) throws IOException {
    JsonIn.requireMap(parser, "AttributeValueUpdate");
    ValueReader reader = new ValueReader();
    Map<String, LegacyUpdate> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String attribute = parser.currentName();
      parser.nextToken();
      JsonIn.requireObject(parser, "AttributeValueUpdate");
      String action = null;
      AttributeValue value = null;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_NULL) {
          continue;
        }
        switch (name) {
          case "Action" -> action = JsonIn.string(parser);
          case "Value" -> value = reader.read(parser);
          default -> parser.skipChildren();
        }
      }
      entries.put(attribute, new LegacyUpdate(action, value));
    }
    return new Updates(entries, reader.refused());
  }
}
