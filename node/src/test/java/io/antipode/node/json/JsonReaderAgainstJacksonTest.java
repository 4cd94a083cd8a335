package io.antipode.node.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.StringJoiner;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Another's reader as an oracle: on any bytes the two see the same tokens or both refuse, where the
 * oracle is held to well-formed Unicode and to one document.
 */
final class JsonReaderAgainstJacksonTest {
  private static final String REFUSED = "refused";

  private static final BigInteger MAX_EXPONENT = BigInteger.valueOf(NumberScanner.MAX_EXPONENT);

  private final JsonFactory factory = new JsonFactory();

  @Property
  void documentsReadAlike(@ForAll("documents") String json) {
    byte[] bytes = json.getBytes(UTF_8);
    assertEquals(theirs(bytes), ours(bytes));
  }

  @Property(tries = 5_000)
  void damagedDocumentsReadAlike(
      @ForAll("documents") String json, @ForAll int where, @ForAll("damage") String damage) {
    byte[] whole = json.getBytes(UTF_8);
    int at = Math.floorMod(where, whole.length);
    byte[] inserted = damage.getBytes(UTF_8);
    int removed = Math.min(Math.floorMod(where >>> 8, 3), whole.length - at);
    byte[] bytes =
        ByteBuffer.allocate(whole.length - removed + inserted.length)
            .put(whole, 0, at)
            .put(inserted)
            .put(whole, at + removed, whole.length - at - removed)
            .array();
    assertEquals(theirs(bytes), ours(bytes));
  }

  @Provide
  Arbitrary<String> damage() {
    return Arbitraries.strings()
        .withChars("\"\\{}[]:,tfn0123456789eE+-. \n\u0001u\u00e9\ud83d\ude00")
        .ofMaxLength(3);
  }

  @Provide
  Arbitrary<String> documents() {
    return Arbitraries.lazyOf(
        () ->
            Arbitraries.of(
                "true", "false", "null", "0", "-1", "12.50", "-3e7", "4E-2", "123456789012345"),
        this::strings,
        this::strings,
        () -> documents().list().ofMaxSize(4).map(list -> "[" + String.join(",", list) + "]"),
        () ->
            documents()
                .flatMap(value -> strings().map(name -> name + " : " + value))
                .list()
                .ofMaxSize(4)
                .map(list -> "{ " + String.join(" ,\n", list) + "}"));
  }

  private Arbitrary<String> strings() {
    return Arbitraries.of(
            "a",
            "Z",
            " ",
            "\u00e9",
            "\u6d77",
            "\ud83d\ude00",
            "\\\"",
            "\\\\",
            "\\/",
            "\\b",
            "\\n",
            "\\u0000",
            "\\u00E9",
            "\\u6d77",
            "\\ud83d\\ude00",
            "\\ud83d",
            "\\ude00",
            "\u007f")
        .list()
        .ofMaxSize(6)
        .map(parts -> '"' + String.join("", parts) + '"');
  }

  private static String ours(byte[] bytes) {
    try {
      return JsonReaderTest.transcript(new JsonReader().reset(bytes, 0, bytes.length));
    } catch (MalformedJsonException refused) {
      return REFUSED;
    }
  }

  private String theirs(byte[] bytes) {
    StringJoiner tokens = new StringJoiner(" ");
    try (JsonParser parser = factory.createParser(bytes)) {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (tokens.length() > 0 && parser.getParsingContext().inRoot() && token.isScalarValue()) {
          return REFUSED; // a second document
        }
        tokens.add(text(parser, token));
        if (token.isStructStart()
            && parser.getParsingContext().getParent().inRoot()
            && tokens.length() > 1) {
          return REFUSED;
        }
      }
    } catch (IOException refused) {
      return REFUSED;
    }
    return tokens.length() == 0 ? REFUSED : tokens.toString();
  }

  private static String text(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> "{";
      case END_OBJECT -> "}";
      case START_ARRAY -> "[";
      case END_ARRAY -> "]";
      case FIELD_NAME -> unicode(parser.currentName()) + ":";
      case VALUE_STRING -> "'" + unicode(parser.getText()) + "'";
      case VALUE_TRUE -> "TRUE";
      case VALUE_FALSE -> "FALSE";
      case VALUE_NULL -> "NULL";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw new IllegalStateException();
    };
  }

  private static String unicode(String text) throws CharacterCodingException {
    UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    return text;
  }

  /** Ours bounds exponents. */
  private static String number(String text) throws IOException {
    String[] parts = text.split("[eE]", -1);
    if (parts.length == 2 && new BigInteger(parts[1]).abs().compareTo(MAX_EXPONENT) > 0) {
      throw new IOException("an exponent of " + parts[1]);
    }
    return text;
  }
}
