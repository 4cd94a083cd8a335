package io.antipode.node.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * Strict, bounded parsers over request bodies, and the scalar conversions of the API with
 * DynamoDB's messages. Any thread; a parser belongs to one.
 */
public final class JsonIn {
  /** The largest request body, and so the longest string. */
  public static final int MAX_DOCUMENT_BYTES = 16 * 1_024 * 1_024;

  /** Far above what 32 levels of attribute values need, far below what a stack holds. */
  private static final int MAX_NESTING_LEVELS = 1_000;

  /**
   * A factory keeps the names that its parsers have met, thousands of them. Those of larger
   * documents are forgotten, or a few requests with names of megabytes would fill the heap.
   */
  private static final int MAX_REMEMBERED_DOCUMENT_BYTES = 8 * 1_024;

  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(MAX_NESTING_LEVELS)
          .maxStringLength(MAX_DOCUMENT_BYTES)
          .maxNameLength(MAX_DOCUMENT_BYTES)
          .build();

  private static final JsonFactory FACTORY = factory();

  private JsonIn() {}

  /** A parser over a range of UTF-8 bytes, before its first token. */
  public static JsonParser parser(byte[] bytes, int offset, int lengthBytes) throws IOException {
    JsonFactory factory = lengthBytes <= MAX_REMEMBERED_DOCUMENT_BYTES ? FACTORY : factory();
    return factory.createParser(bytes, offset, lengthBytes);
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(CONSTRAINTS)
        // Attribute names come from clients: none of them may live on in tables of the JVM.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .build();
  }

  /** The text of the current token, which must be a string. */
  public static String string(JsonParser parser) throws IOException {
    requireString(parser);
    return parser.getText();
  }

  /** Refuses a current token that is not a string. */
  public static void requireString(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw cannotConvert(parser, "String");
    }
  }

  /** The truth of the current token, which must be a boolean. */
  public static boolean bool(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING ->
          throw new MalformedJsonException("Unexpected token received from parser");
      case null, default -> throw cannotConvert(parser, "Boolean");
    };
  }

  /** The whole number of the current token. */
  public static int integer(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw cannotConvert(parser, "Integer");
    }
    return parser.getIntValue();
  }

  /** The whole number of the current token. */
  public static long longInteger(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw cannotConvert(parser, "Long");
    }
    return parser.getLongValue();
  }

  /** The bytes of the current token, which must be a string of base64. */
  public static byte[] binary(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case VALUE_STRING -> {
        return Base64Text.decode(
            parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
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

  /** Refuses a current token that does not begin a JSON array. */
  public static void requireArray(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new MalformedJsonException(
          parser.currentToken() == JsonToken.START_OBJECT
              ? "Start of structure or map found where not expected"
              : "Unexpected field type");
    }
  }

  /**
   * Refuses a current token that does not begin a JSON object.
   *
   * @param structure the API's name of the structure, for the message
   */
  public static void requireObject(JsonParser parser, String structure) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new MalformedJsonException(
          parser.currentToken() == JsonToken.START_ARRAY
              ? "Unrecognized collection type class com.amazonaws.dynamodb.v20120810." + structure
              : "Unexpected value type in payload");
    }
  }

  /**
   * Refuses a current token that does not begin a map from names to structures.
   *
   * @param structure the API's name of the values' structure, for the message
   */
  public static void requireMap(JsonParser parser, String structure) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new MalformedJsonException(
          parser.currentToken() == JsonToken.START_ARRAY
              ? "Unrecognized collection type java.util.Map<java.lang.String,"
                  + " com.amazonaws.dynamodb.v20120810."
                  + structure
                  + ">"
              : "Unexpected field type");
    }
  }

  private static MalformedJsonException cannotConvert(JsonParser parser, String type)
      throws IOException {
    return new MalformedJsonException(
        switch (parser.currentToken()) {
          case VALUE_TRUE -> "TRUE_VALUE cannot be converted to " + type;
          case VALUE_FALSE -> "FALSE_VALUE cannot be converted to " + type;
          case VALUE_NUMBER_INT -> "NUMBER_VALUE cannot be converted to " + type;
          case VALUE_NUMBER_FLOAT -> "DECIMAL_VALUE cannot be converted to " + type;
          case VALUE_STRING -> "STRING_VALUE cannot be converted to " + type;
          case VALUE_NULL -> "NULL_VALUE cannot be converted to " + type;
          case START_ARRAY -> "Unrecognized collection type class java.lang." + type;
          case START_OBJECT -> "Start of structure or map found where not expected";
          case null, default -> "Unexpected token received from parser";
        });
  }
}
