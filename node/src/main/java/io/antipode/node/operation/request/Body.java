package io.antipode.node.operation.request;

import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.json.JsonIn;
import io.antipode.node.json.JsonReader;
import io.antipode.node.json.JsonToken;
import java.math.BigDecimal;
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
  public static Body read(JsonReader json) {
    if (json.next() != JsonToken.BEGIN_OBJECT) {
      throw new ApiException(new ApiError(ErrorType.SERIALIZATION, ""));
    }
    Body body = readObject(json);
    JsonIn.requireEnd(json);
    return body;
  }

  /** Reads a whole request and checks it against the model. */
  public static Body read(JsonReader json, Shape.Struct shape) {
    Body body = read(json);
    ModelCheck.check(shape, body);
    return body;
  }

  private static Body readObject(JsonReader json) {
    Map<String, Object> members = new LinkedHashMap<>();
    while (json.next() == JsonToken.NAME) {
      String name = json.text();
      json.next();
      Object value = readValue(json);
      if (value != null) {
        members.put(name, value);
      }
    }
    return new Body(members);
  }

  private static @Nullable Object readValue(JsonReader json) {
    return switch (json.token()) {
      case BEGIN_OBJECT -> readObject(json);
      case BEGIN_ARRAY -> readArray(json);
      case STRING -> json.text();
      case NUMBER -> new BigDecimal(json.text());
      case TRUE -> true;
      case FALSE -> false;
      case NULL -> null;
      case END_OBJECT, END_ARRAY, NAME, END ->
          throw new IllegalStateException("no value begins with " + json.token());
    };
  }

  private static List<Object> readArray(JsonReader json) {
    List<Object> values = new ArrayList<>();
    while (json.next() != JsonToken.END_ARRAY) {
      Object value = readValue(json);
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
    return value == null ? null : ((BigDecimal) value).longValue();
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
