package io.antipode.cluster.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON whose fields come in one known order, so that each step either finds exactly what the
 * format says or refuses, naming the place.
 */
final class StrictJson {
  /** Reads the fields of one object of an array. */
  interface ObjectReader<T> {
    T read() throws IOException;
  }

  private final JsonParser parser;

  StrictJson(JsonParser parser) {
    this.parser = parser;
  }

  void startDocument() throws IOException {
    expect(JsonToken.START_OBJECT, parser.nextToken());
  }

  void endDocument() throws IOException {
    endObject();
    JsonToken after = parser.nextToken();
    if (after != null) {
      throw malformed("more after the end");
    }
  }

  void startObjectField(String name) throws IOException {
    expect(JsonToken.START_OBJECT, valueOf(name));
  }

  void endObject() throws IOException {
    expect(JsonToken.END_OBJECT, parser.nextToken());
  }

  long longField(String name) throws IOException {
    expect(JsonToken.VALUE_NUMBER_INT, valueOf(name));
    return parser.getLongValue();
  }

  int intField(String name) throws IOException {
    expect(JsonToken.VALUE_NUMBER_INT, valueOf(name));
    return parser.getIntValue();
  }

  boolean booleanField(String name) throws IOException {
    JsonToken value = valueOf(name);
    if (value != JsonToken.VALUE_TRUE && value != JsonToken.VALUE_FALSE) {
      throw malformed("expected a boolean, found " + value);
    }
    return value == JsonToken.VALUE_TRUE;
  }

  String stringField(String name) throws IOException {
    expect(JsonToken.VALUE_STRING, valueOf(name));
    return parser.getText();
  }

  @Nullable String nullableStringField(String name) throws IOException {
    JsonToken value = valueOf(name);
    if (value == JsonToken.VALUE_NULL) {
      return null;
    }
    expect(JsonToken.VALUE_STRING, value);
    return parser.getText();
  }

  <E extends Enum<E>> E enumField(String name, Class<E> type) throws IOException {
    return constant(type, stringField(name));
  }

  <E extends Enum<E>> @Nullable E nullableEnumField(String name, Class<E> type) throws IOException {
    JsonToken value = valueOf(name);
    if (value == JsonToken.VALUE_NULL) {
      return null;
    }
    expect(JsonToken.VALUE_STRING, value);
    return constant(type, parser.getText());
  }

  List<String> strings(String name) throws IOException {
    expect(JsonToken.START_ARRAY, valueOf(name));
    List<String> values = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      expect(JsonToken.VALUE_STRING, token);
      values.add(parser.getText());
    }
    return values;
  }

  <T> List<T> objects(String name, ObjectReader<T> reader) throws IOException {
    expect(JsonToken.START_ARRAY, valueOf(name));
    List<T> values = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      expect(JsonToken.START_OBJECT, token);
      values.add(reader.read());
      endObject();
    }
    return values;
  }

  IllegalArgumentException malformed(String what) {
    return new IllegalArgumentException(
        "not a table descriptor: " + what + " at byte " + parser.currentLocation().getByteOffset());
  }

  private <E extends Enum<E>> E constant(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(text))
        .findFirst()
        .orElseThrow(() -> malformed(text + " is no " + type.getSimpleName()));
  }

  private @Nullable JsonToken valueOf(String name) throws IOException {
    expect(JsonToken.FIELD_NAME, parser.nextToken());
    if (!parser.currentName().equals(name)) {
      throw malformed("expected field " + name + ", found " + parser.currentName());
    }
    return parser.nextToken();
  }

  private void expect(JsonToken expected, @Nullable JsonToken found) {
    if (found != expected) {
      throw malformed("expected " + expected + ", found " + found);
    }
  }
}
