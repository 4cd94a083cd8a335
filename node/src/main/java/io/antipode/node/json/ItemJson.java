package io.antipode.node.json;

import io.antipode.node.item.AttributeName;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemWriter;

/**
 * Reads DynamoDB JSON, straight to canonical bytes. Each method begins with the reader on the
 * value's first token and ends on its last, also when it throws {@code InvalidItemException} (with
 * DynamoDB's message, for a value that it refuses): so a caller may keep that error, read the rest
 * of the request and let an error that DynamoDB checks earlier win. JSON of the wrong shape throws
 * {@link MalformedJsonException}. Any thread.
 */
public final class ItemJson {
  private static final String STRUCTURE = "AttributeValue";

  /** The type descriptors, as the bytes of their names in the order of a number's digits. */
  private static final int S = 'S';

  private static final int N = 'N';
  private static final int B = 'B';
  private static final int L = 'L';
  private static final int M = 'M';
  private static final int SS = 'S' << 8 | 'S';
  private static final int NS = 'N' << 8 | 'S';
  private static final int BS = 'B' << 8 | 'S';
  private static final int BOOL = 'B' << 24 | 'O' << 16 | 'O' << 8 | 'L';
  private static final int NULL = 'N' << 24 | 'U' << 16 | 'L' << 8 | 'L';
  private static final int UNKNOWN = 0;

  private ItemJson() {}

  /** {@code {"name":{"S":"…"}, …}} to an item. */
  public static Item readItem(JsonReader json) {
    JsonIn.requireMap(json, STRUCTURE);
    int outside = json.depth() - 1;
    ItemWriter writer = ItemWriter.ofThread().beginItem();
    try {
      members(json, writer);
      return writer.endItem();
    } catch (InvalidItemException refused) {
      json.skipTo(outside);
      throw refused;
    }
  }

  /**
   * As {@link #readItem}, of {@code ExpressionAttributeValues}: what is refused is told with its
   * key.
   */
  public static Item readValues(JsonReader json) {
    JsonIn.requireMap(json, STRUCTURE);
    int outside = json.depth() - 1;
    ItemWriter writer = ItemWriter.ofThread().beginItem();
    try {
      while (json.next() == JsonToken.NAME) {
        writer.name(json.array(), json.offset(), json.length());
        json.next();
        value(json, writer);
      }
    } catch (InvalidItemException refused) {
      json.skipTo(outside);
      throw new RefusedValueException(writer.lastName(), refused);
    }
    return writer.endItem();
  }

  /** {@code {"S":"…"}} to a decoded value. */
  public static AttributeValue readValue(JsonReader json) {
    JsonIn.requireObject(json, STRUCTURE);
    int outside = json.depth() - 1;
    ItemWriter writer = ItemWriter.ofThread().beginValue();
    try {
      value(json, writer);
      return writer.endValue();
    } catch (InvalidItemException refused) {
      json.skipTo(outside);
      throw refused;
    }
  }

  private static void members(JsonReader json, ItemWriter writer) {
    while (json.next() == JsonToken.NAME) {
      AttributeName.requireLength(json.length());
      writer.name(json.array(), json.offset(), json.length());
      json.next();
      value(json, writer);
    }
  }

  private static void value(JsonReader json, ItemWriter writer) {
    if (json.token() == JsonToken.NULL) {
      throw empty();
    }
    JsonIn.requireObject(json, STRUCTURE);
    boolean found = false;
    while (json.next() == JsonToken.NAME) {
      int type = type(json.array(), json.offset(), json.length());
      if (json.next() == JsonToken.NULL) {
        continue;
      }
      if (type == UNKNOWN) {
        json.skipValue();
        continue;
      }
      if (found) {
        throw new InvalidItemException(
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of"
                + " the supported datatypes");
      }
      found = true;
      typed(json, type, writer);
    }
    if (!found) {
      throw empty();
    }
  }

  private static int type(byte[] name, int offset, int length) {
    if (length > 4) {
      return UNKNOWN;
    }
    int type = 0;
    for (int i = 0; i < length; i++) {
      type = type << 8 | name[offset + i];
    }
    return switch (type) {
      case S, N, B, L, M, SS, NS, BS, BOOL, NULL -> type;
      default -> UNKNOWN;
    };
  }

  private static void typed(JsonReader json, int type, ItemWriter writer) {
    switch (type) {
      case S -> string(json, writer);
      case N -> number(json, writer);
      case B -> binary(json, writer);
      case BOOL -> writer.bool(JsonIn.bool(json, STRUCTURE));
      case NULL -> {
        if (!JsonIn.bool(json, STRUCTURE)) {
          throw new InvalidItemException(
              "One or more parameter values were invalid: Null attribute value types must have the"
                  + " value of true");
        }
        writer.nullValue();
      }
      case SS -> elements(json, writer.beginStringSet(), ItemJson::string);
      case NS -> elements(json, writer.beginNumberSet(), ItemJson::number);
      case BS -> elements(json, writer.beginBinarySet(), ItemJson::binary);
      case L -> elements(json, writer.beginList(), ItemJson::value);
      default -> {
        assert type == M : type;
        JsonIn.requireMap(json, STRUCTURE);
        members(json, writer.beginMap());
        writer.end();
      }
    }
  }

  private interface Element {
    void read(JsonReader json, ItemWriter writer);
  }

  /** The elements of the list or set just begun. */
  private static void elements(JsonReader json, ItemWriter writer, Element element) {
    JsonIn.requireArray(json);
    while (json.next() != JsonToken.END_ARRAY) {
      element.read(json, writer);
    }
    writer.end();
  }

  private static void string(JsonReader json, ItemWriter writer) {
    JsonIn.requireString(json, STRUCTURE);
    writer.string(json.array(), json.offset(), json.length());
  }

  private static void number(JsonReader json, ItemWriter writer) {
    JsonIn.requireString(json, STRUCTURE);
    writer.number(json.array(), json.offset(), json.length());
  }

  private static void binary(JsonReader json, ItemWriter writer) {
    byte[] bytes = JsonIn.binary(json);
    writer.binary(bytes, 0, bytes.length);
  }

  private static InvalidItemException empty() {
    return new InvalidItemException(
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
  }
}
