package io.antipode.node.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|{ }",
        "[]|[ ]",
        " [ { } , [ ] ] |[ { } [ ] ]",
        "true|TRUE",
        "[true,false,null]|[ TRUE FALSE NULL ]",
        "{\"a\":{\"b\":[1,\"c\"]},\"d\":null}|{ a: { b: [ 1 'c' ] } d: NULL }",
        "{\"a\":1,\"a\":2}|{ a: 1 a: 2 }",
        "\"\"|''",
        "\"\\\"\\\\\\/\\u0041\"|'\"\\/A'",
        "\"caf\u00e9 \u6d77 \ud83d\ude00\"|'caf\u00e9 \u6d77 \ud83d\ude00'",
        "\"\\u00e9\\u6D77\\ud83d\\uDE00!\"|'\u00e9\u6d77\ud83d\ude00!'",
        "[0,-0,-1.50,1e5,1E-5,12.5e+3]|[ 0 -0 -1.50 1e5 1E-5 12.5e+3 ]",
      })
  void aDocumentIsReadTokenByToken(String json, String tokens) {
    assertEquals(tokens, transcript(json.getBytes(UTF_8)));
  }

  @Test
  void whiteSpaceIsBlankTabAndLineEnds() {
    assertEquals("{ a: 'b' }", transcript(bytes("\r\n{ \"a\"\t: \"b\"\r\n} \n")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{,}",
        "{\"a\" 1}",
        "{\"a\"::1}",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "{null:1}",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1}",
        "{\"a\":1]",
        "]",
        "}",
        ",",
        ":",
        "{}xyz",
        "{}{}",
        "1 2",
        "\"a\"\"b\"",
        "tru",
        "truth",
        "True",
        "nul",
        "undefined",
        "NaN",
        "Infinity",
        "-Infinity",
        "/* */ 1",
        "// \n1",
        "\u00a01",
        "\ufeff{}",
        "\"",
        "\"a",
        "\"a\\",
        "\"a\\\"",
        "\"\\x\"",
        "\"\\u\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\U0041\"",
        "\"a\tb\"",
        "\"a\u0000b\"",
        "\"\\n\n\"",
        "-",
        "+1",
        "01",
        "-01",
        "1.",
        ".5",
        "1.e5",
        "1e",
        "1e+",
        "1e5.5",
        "0x10",
        "1_000",
        "1a",
        "--1",
      })
  void whatIsNoJsonIsRefusedWithoutAWord(String text) {
    assertEquals("", refusal(text.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\udc00\\ud800\"",
        "\"\\ud800\\ud800\"",
        "\"\\ud800x\"",
        "\"\\ud800\\n\"",
        "{\"\\ud800\":1}",
      })
  void halfOfASurrogatePairIsRefused(String text) {
    assertEquals("Strings must be valid Unicode: unpaired surrogate", refusal(bytes(text)));
  }

  @ParameterizedTest
  @CsvSource({
    "80, continuation alone",
    "bf, continuation alone",
    "c080, overlong NUL",
    "c1bf, overlong DEL",
    "e08080, overlong NUL",
    "e09fbf, overlong U+07FF",
    "f0808080, overlong NUL",
    "f08fbfbf, overlong U+FFFF",
    "eda080, a high surrogate",
    "edbfbf, a low surrogate",
    "f4908080, above U+10FFFF",
    "f5808080, above U+10FFFF",
    "f8888080, five bytes",
    "ff, no lead",
    "c3, cut off",
    "e6b5, cut off",
    "f09f98, cut off",
    "c341, no continuation",
    "e6b541, no continuation",
    "f09f9841, no continuation"
  })
  void illFormedUtf8IsRefused(String hex, String why) {
    byte[] sequence = HexFormat.of().parseHex(hex);
    assertEquals("", refusal(quoted("", sequence, "")), why);
    assertEquals("", refusal(quoted("\\n", sequence, "\\n")), why);
    byte[] cut = ByteBuffer.allocate(1 + sequence.length).put((byte) '"').put(sequence).array();
    assertEquals("", refusal(cut), why);
  }

  @ParameterizedTest
  @CsvSource({
    "1e999, true",
    "-1E-999, true",
    "1e1000, false",
    "1e999999999, false",
    "1e-999999999, false",
    "1e99999999999999999999999999, false",
    "1e0000000000000000000000000000005, true"
  })
  void anExponentHasThreeDigits(String number, boolean taken) {
    if (taken) {
      assertEquals(number, transcript(bytes(number)));
    } else {
      assertEquals("", refusal(bytes("{\"Limit\":" + number + "}")));
    }
  }

  @Test
  void aNumberHasAThousandCharacters() {
    assertEquals("9".repeat(1_000), transcript(bytes("9".repeat(1_000))));
    assertEquals("", refusal(bytes("9".repeat(1_001))));
    assertEquals("", refusal(bytes("0." + "0".repeat(1_000_000))));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "42, 42",
    "-7, -7",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "9223372036854775808,",
    "-9223372036854775809,",
    "18446744073709551616,",
    "99999999999999999999999999999999999999,",
    "1.0,",
    "1e2,"
  })
  void aWholeNumberOf64BitsIsALong(String number, Long value) {
    JsonReader reader = reader(bytes(number));
    assertSame(JsonToken.NUMBER, reader.next());
    assertEquals(value != null, reader.isLong());
    if (value != null) {
      assertEquals(value, reader.longValue());
    }
    assertEquals(!number.matches(".*[.e].*"), reader.isWhole());
  }

  @Test
  void aThousandContainersMayBeOpen() {
    assertEquals(1_000, count('[', transcript(bytes("[".repeat(1_000) + "]".repeat(1_000)))));
    assertEquals("", refusal(bytes("[".repeat(1_001) + "]".repeat(1_001))));
    assertEquals("", refusal(bytes("{\"a\":".repeat(2_000_000))));
  }

  @Test
  void textWithoutEscapesIsASliceOfTheDocument() {
    byte[] json = bytes("{\"name\":\"a\\tb\"}");
    JsonReader reader = reader(json);
    reader.next();
    reader.next();
    assertSame(json, reader.array());
    assertEquals(2, reader.offset());
    assertEquals(4, reader.length());
    assertTrue(reader.textEquals(bytes("name")));
    assertFalse(reader.textEquals(bytes("nam")));
    assertFalse(reader.textEquals(bytes("game")));
    reader.next();
    assertTrue(reader.textEquals(bytes("a\tb")));
  }

  @Test
  void aValueIsSkippedWithAllThatIsInIt() {
    JsonReader reader = reader(bytes("{\"a\":{\"b\":[1,{}]},\"c\":[\"]\"],\"d\":7}"));
    reader.next();
    reader.next();
    reader.skipValue();
    assertSame(JsonToken.NAME, reader.next());
    assertTrue(reader.textEquals(bytes("c")));
    assertSame(JsonToken.BEGIN_ARRAY, reader.next());
    reader.skipValue();
    assertSame(JsonToken.END_ARRAY, reader.token());
    reader.next();
    reader.next();
    reader.skipValue();
    assertSame(JsonToken.NUMBER, reader.token());
    assertSame(JsonToken.END_OBJECT, reader.next());
    assertEquals(0, reader.depth());
    assertSame(JsonToken.END, reader.next());
    assertSame(JsonToken.END, reader.next());
  }

  @Test
  void whatIsSkippedIsNotLessStrict() {
    JsonReader reader = reader(bytes("{\"a\":{\"b\":\"\\ud800\"}}"));
    reader.next();
    reader.next();
    assertThrows(MalformedJsonException.class, reader::skipValue);
  }

  @Test
  void aReaderTakesOneDocumentAfterAnother() {
    JsonReader reader = reader(bytes("[[[\"a"));
    assertThrows(MalformedJsonException.class, () -> transcript(reader));
    byte[] padded = bytes("xx{\"a\":1}yy");
    assertEquals("{ a: 1 }", transcript(reader.reset(padded, 2, padded.length - 4)));
  }

  @Test
  void hostileDocumentsTakeLinearTime() {
    int bytes = JsonReader.MAX_DOCUMENT_BYTES;
    for (String unit : new String[] {"\\n", "\\u0041", "a", "\u6d77"}) {
      int times = (bytes - 2) / unit.getBytes(UTF_8).length;
      byte[] json = bytes("\"" + unit.repeat(times) + "\"");
      assertTimeout(Duration.ofSeconds(20), () -> reader(json).next());
    }
    byte[] members = bytes("{" + "\"a\":0,".repeat(bytes / 6 - 2) + "\"a\":0}");
    assertTimeout(Duration.ofSeconds(20), () -> transcript(reader(members)));
  }

  private static int count(char c, String text) {
    return (int) text.chars().filter(each -> each == c).count();
  }

  private static String refusal(byte[] json) {
    return String.valueOf(
        assertThrows(MalformedJsonException.class, () -> transcript(json)).getMessage());
  }

  private static byte[] quoted(String before, byte[] middle, String after) {
    return ByteBuffer.allocate(before.length() + middle.length + after.length() + 2)
        .put(bytes("\"" + before))
        .put(middle)
        .put(bytes(after + "\""))
        .array();
  }

  private static String transcript(byte[] json) {
    return transcript(reader(json));
  }

  /** All tokens to the document's end: names as {@code name:}, strings as {@code 'text'}. */
  static String transcript(JsonReader reader) {
    StringJoiner tokens = new StringJoiner(" ");
    while (reader.next() != JsonToken.END) {
      tokens.add(
          switch (reader.token()) {
            case BEGIN_OBJECT -> "{";
            case END_OBJECT -> "}";
            case BEGIN_ARRAY -> "[";
            case END_ARRAY -> "]";
            case NAME -> reader.text() + ":";
            case STRING -> "'" + reader.text() + "'";
            case NUMBER -> reader.text();
            case TRUE, FALSE, NULL, END -> reader.token().name();
          });
    }
    return tokens.toString();
  }

  private static JsonReader reader(byte[] json) {
    return new JsonReader().reset(json, 0, json.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
