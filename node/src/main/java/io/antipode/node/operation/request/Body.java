package io.antipode.node.operation.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as a tree. Members that are null count as absent, as they do for the service. The
 * typed accessors expect that {@link ModelCheck} has seen the object.
 */
public final class Body {
  private final Map<String, Object> members;

  private Body(Map<String, Object> members) {
    this.members = members;
  }

  /** Reads a whole request. Throws a SerializationException where it is no JSON object. */
  public static Body read(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new ApiException(new ApiError(ErrorType.SERIALIZATION, ""));
    }
    return readObject(parser);
  }

  /** Reads a whole request and checks it against the model. */
  public static Body read(JsonParser parser, Shape.Struct shape) throws IOException {
    Body body = read(parser);
    ModelCheck.check(shape, body);
    return body;
  }

  private static Body readObject(JsonParser parser) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      Object value = readValue(parser);
      if (value != null) {
        members.put(name, value);
      }
    }
    return new Body(members);
  }

  private static @Nullable Object readValue(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> readArray(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value begins with " + token);
    };
  }

  private static List<Object> readArray(JsonParser parser) throws IOException {
    List<Object> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Object value = readValue(parser);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** The member as it was read, or null. */
  @Nullable Object raw(String name) {
    return members.get(name);
  }

  /** A required string. */
  public String text(String name) {
    return present(name, textOrNull(name));
  }

  public @Nullable String textOrNull(String name) {
    return (String) members.get(name);
  }

  public boolean flag(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  /** A required whole number. */
  public long number(String name) {
    return present(name, numberOrNull(name));
  }

  public @Nullable Long numberOrNull(String name) {
    Object value = members.get(name);
    return value == null ? null : ((java.math.BigDecimal) value).longValue();
  }

  /** A required structure. */
  public Body struct(String name) {
    return present(name, structOrNull(name));
  }

  public @Nullable Body structOrNull(String name) {
    return (Body) members.get(name);
  }

  /** The structures of a list; empty where it is absent. */
  public List<Body> structs(String name) {
    return list(name).stream().map(Body.class::cast).toList();
  }

  /** The strings of a list; empty where it is absent. */
  public List<String> texts(String name) {
    return list(name).stream().map(String.class::cast).toList();
  }

  private List<?> list(String name) {
    return members.get(name) instanceof List<?> values ? values : List.of();
  }

  private static <T> T present(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the model check lets " + name + " be absent");
    }
    return value;
  }
}
