package io.antipode.node.wire.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.wire.http.RequestHead.Outcome;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads as RFC 9112 wants them, and what becomes of others. */
final class RequestHeadTest {
  private static final String POST = "POST / HTTP/1.1\r\n";

  private final RequestHead head = new RequestHead();

  private Outcome read(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return head.read(bytes, 0, bytes.length);
  }

  private Refusal refusal(String text) {
    assertEquals(Outcome.REFUSED, read(text), text);
    return head.refusal();
  }

  private @Nullable String header(String name) {
    return head.header(new AsciiString(name));
  }

  @Test
  void aHeadIsReadInPlaceUpToItsBody() {
    String text =
        "xxPOST /a/b?c=d%20e&f HTTP/1.1\r\nHost: h\r\nX-Amz-Target:\t T.Put \r\nEmpty:\r\n\r\nbody";
    byte[] bytes = text.getBytes(ISO_8859_1);
    assertEquals(Outcome.COMPLETE, head.read(bytes, 2, bytes.length));
    assertEquals(text.indexOf("body"), head.end());
    assertEquals(Method.POST, head.method());
    assertEquals("/a/b", head.path());
    assertEquals("c=d%20e&f", head.query());
    assertEquals("d e", head.parameter("c"));
    assertNull(head.parameter("f"));
    assertEquals("T.Put", header("x-amz-target"));
    assertEquals("", header("empty"));
    assertNull(header("x-amz"));
    assertFalse(head.isForRoot());
  }

  @Test
  void everyBeginningOfAHeadWantsMore() {
    String text = POST + "Host: h\r\nA: b\r\n\r\n";
    for (int length = 0; length < text.length(); length++) {
      assertEquals(Outcome.INCOMPLETE, read(text.substring(0, length)), "of length " + length);
    }
    assertEquals(Outcome.COMPLETE, read(text));
    assertTrue(head.isForRoot());
    assertNull(head.query());
  }

  @ParameterizedTest
  @CsvSource({"http://h:1/p?q, /p", "http://h, /", "*, *", "/a?b://c, /a"})
  void aTargetMayBeAbsolute(String target, String path) {
    assertEquals(Outcome.COMPLETE, read("OPTIONS " + target + " HTTP/1.1\r\n\r\n"));
    assertEquals(path, head.path());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST / HTTP/1.1\n\n",
        "POST / HTTP/1.1\r \n",
        "POST  / HTTP/1.1\r\n\r\n",
        "POST /\r\n\r\n",
        "POST / \r\n\r\n",
        "POST / HTTP/1.10\r\n\r\n",
        "P(ST / HTTP/1.1\r\n\r\n",
        " POST / HTTP/1.1\r\n\r\n",
        "POST / HTTP/1.1\r\nA : b\r\n\r\n",
        "POST / HTTP/1.1\r\nA\r\n\r\n",
        "POST / HTTP/1.1\r\n: b\r\n\r\n",
        "POST / HTTP/1.1\r\nA: b\r\n folded\r\n\r\n",
        "POST / HTTP/1.1\r\nA: b\nB: c\r\n\r\n",
        "POST / HTTP/1.1\r\nA: \0\r\n\r\n",
      })
  void whatOthersMightReadDifferentlyIsMalformed(String text) {
    assertEquals(Refusal.MALFORMED, refusal(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/2.0", "HTTP/1.2", "HTTP/0.9", "http/1.1", "HTTX/1.1"})
  void otherVersionsAreNotSpoken(String version) {
    assertEquals(Refusal.VERSION_UNKNOWN, refusal("GET / " + version + "\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 1\r\nContent-Length: 2\r\n",
        "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\ncontent-length: 1\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: +1\r\n",
        "Content-Length: 1, 1\r\n",
        "Content-Length: 0x1\r\n",
        "Content-Length:\r\n",
        "Content-Length: 1234567890123456789\r\n",
      })
  void aBodyHasOneLengthOrOneCoding(String headers) {
    assertEquals(Refusal.MALFORMED_FRAMING, refusal(POST + headers + "\r\n"));
  }

  @Test
  void codingsAndExpectationsOfOtherKindsAreRefused() {
    assertEquals(
        Refusal.TRANSFER_CODING_UNKNOWN,
        refusal(POST + "Transfer-Encoding: gzip, chunked\r\n\r\n"));
    assertEquals(Refusal.EXPECTATION_UNKNOWN, refusal(POST + "Expect: the-best\r\n\r\n"));
    assertEquals(
        Refusal.MALFORMED_FRAMING,
        refusal("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"));
  }

  @Test
  void aHeadIsBoundedWhetherItEndsOrNot() {
    String line = "POST /" + "x".repeat(HttpLimits.MAX_REQUEST_LINE_BYTES);
    assertEquals(Refusal.LINE_TOO_LONG, refusal(line));
    assertEquals(Refusal.LINE_TOO_LONG, refusal(line + " HTTP/1.1\r\n\r\n"));
    String header = POST + "A: " + "x".repeat(HttpLimits.MAX_HEADERS_BYTES);
    assertEquals(Refusal.HEADERS_TOO_LARGE, refusal(header));
    assertEquals(Refusal.HEADERS_TOO_LARGE, refusal(header + "\r\n\r\n"));
    assertEquals(
        Refusal.HEADERS_TOO_LARGE,
        refusal(POST + "A: b\r\n".repeat(HttpLimits.MAX_HEADERS + 1) + "\r\n"));
    assertEquals(Outcome.COMPLETE, read(POST + "A: b\r\n".repeat(HttpLimits.MAX_HEADERS) + "\r\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "1.1, X: y,                       true,  false",
    "1.1, Connection: close,          false, false",
    "1.1, 'Connection: TE, Close',    false, false",
    "1.1, Connection: closed,         true,  false",
    "1.0, X: y,                       false, false",
    "1.0, Connection: Keep-Alive,     true,  true",
    "1.0, 'Connection: keep-alive,close', false, false",
  })
  void connectionsPersistAsTheVersionAndTheClientHaveIt(
      String version, String header, boolean persistent, boolean saysSo) {
    assertEquals(Outcome.COMPLETE, read("POST / HTTP/" + version + "\r\n" + header + "\r\n\r\n"));
    assertEquals(persistent, head.framing().persistent());
    assertEquals(saysSo, head.framing().mustSayPersistent());
  }

  @Test
  void nothingOfAHeadIsLeftToTheNext() {
    read("POST / HTTP/1.0\r\nContent-Length: 7\r\nExpect: 100-continue\r\nA: b\r\n\r\n");
    assertEquals(7, head.framing().contentLength());
    assertFalse(head.framing().continues(), "of HTTP/1.0, which has no such answer");
    assertEquals(Outcome.COMPLETE, read(POST + "\r\n"));
    assertEquals(FramingHeaders.NO_LENGTH, head.framing().contentLength());
    assertFalse(head.framing().hasBody());
    assertNull(header("a"));
  }
}
