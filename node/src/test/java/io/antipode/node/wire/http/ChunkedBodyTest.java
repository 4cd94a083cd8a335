package io.antipode.node.wire.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies in chunks, whole and in pieces. */
final class ChunkedBodyTest {
  private final ChunkedBody chunks = new ChunkedBody();
  private final StringBuilder data = new StringBuilder();

  /** Feeds a piece; returns how much of it was the body's. */
  private int feed(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    int at = 0;
    while (at < bytes.length && !chunks.isDone() && !chunks.isMalformed()) {
      at = chunks.skip(bytes, at, bytes.length);
      int count = (int) Math.min(chunks.dataBytes(), bytes.length - at);
      if (count > 0) {
        data.append(text, at, at + count);
        chunks.taken(count);
        at += count;
      }
    }
    return at;
  }

  @ParameterizedTest
  @CsvSource({
    "'0\r\n\r\n', ''",
    "'3\r\nabc\r\n0\r\n\r\n', abc",
    "'3\r\nabc\r\n00a\r\n0123456789\r\n000\r\n\r\n', abc0123456789",
    "'3;a=b;c=\"d\"\r\nabc\r\n0;x\r\n\r\n', abc",
    "'3\r\nabc\r\n0\r\nTrailer: x\r\nAnother: y\r\n\r\n', abc",
    "'2\r\n\r\n\r\n0\r\n\r\n', '\r\n'",
  })
  void isReadOverItsFramingHoweverItIsCut(String text, String expected) {
    for (int cut = 0; cut <= text.length(); cut++) {
      chunks.begin();
      data.setLength(0);
      int first = feed(text.substring(0, cut));
      assertEquals(cut, first);
      assertEquals(text.length() - cut, feed(text.substring(cut) + "POST"), "cut at " + cut);
      assertTrue(chunks.isDone());
      assertEquals(expected, data.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n",
        "x\r\n",
        "-1\r\n",
        "3\nabc",
        "3\r\nabcd\r\n",
        "3\r\nabc\n",
        "3 \n",
        "123456789\r\n",
        "0\r\nA: \0\r\n",
        "0\r\n\r0",
      })
  void anythingElseIsMalformed(String text) {
    chunks.begin();
    feed(text);
    assertTrue(chunks.isMalformed(), text);
    assertFalse(chunks.isDone());
  }

  @Test
  void whatIsNotDataIsBounded() {
    chunks.begin();
    feed("1;" + "x".repeat(2 << 20));
    assertTrue(chunks.isMalformed());
  }
}
