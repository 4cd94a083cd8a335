package io.antipode.node.operation.data;

import io.antipode.node.api.ApiException;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.Item;
import io.antipode.node.json.ItemJson;
import io.antipode.node.json.JsonIn;
import io.antipode.node.json.JsonReader;
import io.antipode.node.json.JsonToken;
import io.antipode.node.operation.legacy.LegacyCondition;
import io.antipode.node.operation.legacy.LegacyUpdate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes the parameters that are maps or lists of something else than plain text. */
final class MapReader {
  /** More than any request needs; a few bytes each make an object or more. */
  private static final int MAX_ELEMENTS = 50_000;

  private MapReader() {}

  /** Refuses one more element where so many have been read. */
  static void requireRoom(int elements) {
    if (elements >= MAX_ELEMENTS) {
      throw ApiException.validation(
          "The request has more than " + MAX_ELEMENTS + " elements in its lists and maps");
    }
  }

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

  static Map<String, String> names(JsonReader json) {
    if (json.token() == JsonToken.BEGIN_ARRAY) {
      JsonIn.requireMap(json, "AttributeValue");
    }
    JsonIn.requireMap(json, "String");
    Map<String, String> names = new LinkedHashMap<>();
    while (json.next() == JsonToken.NAME) {
      requireRoom(names.size());
      String name = json.text();
      json.next();
      names.put(name, JsonIn.string(json));
    }
    return names;
  }

  /** The list, or what says that one of its items is refused. */
  static Object items(JsonReader json) {
    JsonIn.requireArray(json);
    List<Item> items = new ArrayList<>();
    InvalidItemException refused = null;
    while (json.next() != JsonToken.END_ARRAY) {
      requireRoom(items.size());
      try {
        items.add(ItemJson.readItem(json));
      } catch (InvalidItemException e) {
        refused = refused == null ? e : refused;
      }
    }
    return refused == null ? items : refused;
  }

  static Conditions conditions(JsonReader json) {
    JsonIn.requireMap(json, "Condition");
    ValueReader reader = new ValueReader();
    Map<String, LegacyCondition> entries = new LinkedHashMap<>();
    while (json.next() == JsonToken.NAME) {
      requireRoom(entries.size());
      String attribute = reader.name(json);
      json.next();
      JsonIn.requireObject(json, "Condition");
      entries.put(attribute, condition(json, reader));
    }
    return new Conditions(entries, reader.refused());
  }

  private static LegacyCondition condition(JsonReader json, ValueReader reader) {
    String operator = null;
    List<AttributeValue> values = null;
    AttributeValue value = null;
    Boolean exists = null;
    while (json.next() == JsonToken.NAME) {
      String name = json.text();
      if (json.next() == JsonToken.NULL) {
        continue;
      }
      switch (name) {
        case "ComparisonOperator" -> operator = JsonIn.string(json);
        case "AttributeValueList" -> {
          JsonIn.requireArray(json);
          values = new ArrayList<>();
          while (json.next() != JsonToken.END_ARRAY) {
            requireRoom(values.size());
            values.add(reader.read(json));
          }
        }
        case "Value" -> value = reader.read(json);
        case "Exists" -> exists = JsonIn.bool(json);
        default -> json.skipValue();
      }
    }
    return new LegacyCondition(operator, values, value, exists);
  }

  static Updates updates(JsonReader json) {
    JsonIn.requireMap(json, "AttributeValueUpdate");
    ValueReader reader = new ValueReader();
    Map<String, LegacyUpdate> entries = new LinkedHashMap<>();
    while (json.next() == JsonToken.NAME) {
      requireRoom(entries.size());
      String attribute = reader.name(json);
      json.next();
      JsonIn.requireObject(json, "AttributeValueUpdate");
      String action = null;
      AttributeValue value = null;
      while (json.next() == JsonToken.NAME) {
        String name = json.text();
        if (json.next() == JsonToken.NULL) {
          continue;
        }
        switch (name) {
          case "Action" -> action = JsonIn.string(json);
          case "Value" -> value = reader.read(json);
          default -> json.skipValue();
        }
      }
      entries.put(attribute, new LegacyUpdate(action, value));
    }
    return new Updates(entries, reader.refused());
  }
}
