package io.antipode.node.json;

import java.util.Locale;

/**
 * The scalar conversions of the API, with DynamoDB's messages: each looks at the current token of a
 * reader and refuses one of another type by {@link MalformedJsonException}. Pure; any thread.
 */
public final class JsonIn {
  private static final String CONTAINER = "Start of structure or map found where not expected";
  private static final String UNEXPECTED = "Unexpected token received from parser";

  private JsonIn() {}

  /**
   * Refuses a current token that is not a string.
   *
   * @param member the API's name of what it is the value of
   */
  public static void requireString(JsonReader json, String member) {
    boolean good =
        json.token() == JsonToken.STRING
            || (json.token() == JsonToken.NUMBER
                && json.leniency().overlooks(Leniency.Slip.STRING_AS_NUMBER, member));
    if (!good) {
      throw wrongScalar(json, "String");
    }
  }

  /**
   * The truth of the current token, which must be a boolean.
   *
   * @param member the API's name of what it is the value of
   */
  public static boolean bool(JsonReader json, String member) {
    return switch (json.token()) {
      case TRUE -> true;
      case FALSE -> false;
      case STRING -> boolOfString(json, member);
      case NUMBER, NULL, NAME, BEGIN_OBJECT, END_OBJECT, BEGIN_ARRAY, END_ARRAY, END ->
          throw wrongScalar(json, "Boolean");
    };
  }

  private static boolean boolOfString(JsonReader json, String member) {
    String text = json.length() > 5 ? "" : json.text().toLowerCase(Locale.ROOT);
    boolean meant = text.equals("true") || text.equals("false");
    if (!meant || !json.leniency().overlooks(Leniency.Slip.BOOLEAN_AS_STRING, member)) {
      throw new MalformedJsonException(UNEXPECTED);
    }
    return text.equals("true");
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

  /**
   * What is said of a current token that is no scalar of the type expected.
   *
   * @param type as the service names it: String, Boolean, Integer, Long, Double
   */
  public static MalformedJsonException wrongScalar(JsonReader json, String type) {
    return new MalformedJsonException(
        switch (json.token()) {
          case TRUE -> "TRUE_VALUE cannot be converted to " + type;
          case FALSE -> "FALSE_VALUE cannot be converted to " + type;
          case NULL -> "NULL_VALUE cannot be converted to " + type;
          case STRING -> "STRING_VALUE cannot be converted to " + type;
          case NUMBER ->
              (json.isWhole() ? "NUMBER_VALUE" : "DECIMAL_VALUE")
                  + " cannot be converted to "
                  + type;
          case BEGIN_ARRAY -> "Unrecognized collection type class java.lang." + type;
          case BEGIN_OBJECT -> CONTAINER;
          case NAME, END_OBJECT, END_ARRAY, END -> UNEXPECTED;
        });
  }
}
