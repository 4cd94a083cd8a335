package io.antipode.node.json;

/**
 * The scalar conversions of the API, with DynamoDB's messages: each looks at the current token of a
 * reader and refuses one of another type by {@link MalformedJsonException}. Pure; any thread.
 */
public final class JsonIn {
  private static final String CONTAINER = "Start of structure or map found where not expected";

  private JsonIn() {}

  /** The text of the current token, which must be a string. */
  public static String string(JsonReader json) {
    requireString(json);
    return json.text();
  }

  /** Refuses a current token that is not a string. */
  public static void requireString(JsonReader json) {
    if (json.token() != JsonToken.STRING) {
      throw cannotConvert(json, "String");
    }
  }

  /** The truth of the current token, which must be a boolean. */
  public static boolean bool(JsonReader json) {
    return switch (json.token()) {
      case TRUE -> true;
      case FALSE -> false;
      case STRING -> throw unexpected();
      case NUMBER, NULL, NAME, BEGIN_OBJECT, END_OBJECT, BEGIN_ARRAY, END_ARRAY, END ->
          throw cannotConvert(json, "Boolean");
    };
  }

  /** The whole number of the current token. */
  public static int integer(JsonReader json) {
    if (json.token() != JsonToken.NUMBER
        || !json.isLong()
        || json.longValue() != (int) json.longValue()) {
      throw cannotConvert(json, "Integer");
    }
    return (int) json.longValue();
  }

  /** The bytes of the current token, which must be a string of base64. */
  public static byte[] binary(JsonReader json) {
    return switch (json.token()) {
      case STRING -> Base64Text.decode(json.array(), json.offset(), json.length());
      case BEGIN_ARRAY ->
          throw new MalformedJsonException(
              "Unrecognized collection type class java.nio.ByteBuffer");
      case BEGIN_OBJECT -> throw new MalformedJsonException(CONTAINER);
      case NUMBER, TRUE, FALSE, NULL, NAME, END_OBJECT, END_ARRAY, END ->
          throw new MalformedJsonException("only base-64-encoded strings are convertible to bytes");
    };
  }

  /** Refuses a current token that does not begin a JSON array. */
  public static void requireArray(JsonReader json) {
    if (json.token() != JsonToken.BEGIN_ARRAY) {
      throw new MalformedJsonException(
          json.token() == JsonToken.BEGIN_OBJECT ? CONTAINER : "Unexpected field type");
    }
  }

  /**
   * Refuses a current token that does not begin a JSON object.
   *
   * @param structure the API's name of the structure, for the message
   */
  public static void requireObject(JsonReader json, String structure) {
    if (json.token() != JsonToken.BEGIN_OBJECT) {
      throw new MalformedJsonException(
          json.token() == JsonToken.BEGIN_ARRAY
              ? "Unrecognized collection type class com.amazonaws.dynamodb.v20120810." + structure
              : "Unexpected value type in payload");
    }
  }

  /**
   * Refuses a current token that does not begin a map from names to structures.
   *
   * @param structure the API's name of the values' structure, for the message
   */
  public static void requireMap(JsonReader json, String structure) {
    if (json.token() != JsonToken.BEGIN_OBJECT) {
      throw new MalformedJsonException(
          json.token() == JsonToken.BEGIN_ARRAY
              ? "Unrecognized collection type java.util.Map<java.lang.String,"
                  + " com.amazonaws.dynamodb.v20120810."
                  + structure
                  + ">"
              : "Unexpected field type");
    }
  }

  /** Refuses whatever follows a document that has been read up to its last token. */
  public static void requireEnd(JsonReader json) {
    JsonToken after = json.next();
    assert after == JsonToken.END : "read up to the document's last token, not " + after;
  }

  private static MalformedJsonException unexpected() {
    return new MalformedJsonException("Unexpected token received from parser");
  }

  private static MalformedJsonException cannotConvert(JsonReader json, String type) {
    String seen =
        switch (json.token()) {
          case TRUE -> "TRUE_VALUE";
          case FALSE -> "FALSE_VALUE";
          case NUMBER -> json.isWhole() ? "NUMBER_VALUE" : "DECIMAL_VALUE";
          case STRING -> "STRING_VALUE";
          case NULL -> "NULL_VALUE";
          case BEGIN_ARRAY ->
              throw new MalformedJsonException(
                  "Unrecognized collection type class java.lang." + type);
          case BEGIN_OBJECT -> throw new MalformedJsonException(CONTAINER);
          case NAME, END_OBJECT, END_ARRAY, END -> throw unexpected();
        };
    return new MalformedJsonException(seen + " cannot be converted to " + type);
  }
}
