package io.antipode.node.wire.http;

import static io.antipode.node.wire.http.Grammar.equalsIgnoringCase;

import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * What a head says of the connection: where the body ends (RFC 9112, section 6), whether another
 * request may follow, whether the client waits to be asked for the body. Reused with its head.
 */
final class FramingHeaders {
  /** Of a request that tells no length. */
  static final long NO_LENGTH = -1;

  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
  private static final AsciiString TRANSFER_ENCODING = AsciiString.cached("transfer-encoding");
  private static final AsciiString CONNECTION = AsciiString.cached("connection");
  private static final AsciiString EXPECT = AsciiString.cached("expect");
  private static final AsciiString CHUNKED = AsciiString.cached("chunked");
  private static final AsciiString CLOSE = AsciiString.cached("close");
  private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");
  private static final AsciiString CONTINUE = AsciiString.cached("100-continue");
  private static final AsciiString VERSION = AsciiString.cached("HTTP/1.");

  /** Longer ones are beyond every limit, and would overflow. */
  private static final int MAX_LENGTH_DIGITS = 18;

  private long contentLength;
  private boolean chunked;
  private boolean close;
  private boolean keepAlive;
  private boolean continues;
  private boolean http10;

  void clear() {
    contentLength = NO_LENGTH;
    chunked = false;
    close = false;
    keepAlive = false;
    continues = false;
    http10 = false;
  }

  @Nullable Refusal version(byte[] bytes, int from, int to) {
    if (to - from != VERSION.length() + 1) {
      return Refusal.MALFORMED;
    }
    for (int i = 0; i < VERSION.length(); i++) {
      if (bytes[from + i] != VERSION.byteAt(i)) {
        return Refusal.VERSION_UNKNOWN;
      }
    }
    byte minor = bytes[to - 1];
    http10 = minor == '0';
    return http10 || minor == '1' ? null : Refusal.VERSION_UNKNOWN;
  }

  @Nullable Refusal header(byte[] bytes, int name, int nameEnd, int value, int valueEnd) {
    return switch (nameEnd - name) {
      case 6 ->
          equalsIgnoringCase(bytes, name, nameEnd, EXPECT) ? expect(bytes, value, valueEnd) : null;
      case 10 -> {
        if (equalsIgnoringCase(bytes, name, nameEnd, CONNECTION)) {
          connection(bytes, value, valueEnd);
        }
        yield null;
      }
      case 14 ->
          equalsIgnoringCase(bytes, name, nameEnd, CONTENT_LENGTH)
              ? length(bytes, value, valueEnd)
              : null;
      case 17 ->
          equalsIgnoringCase(bytes, name, nameEnd, TRANSFER_ENCODING)
              ? coding(bytes, value, valueEnd)
              : null;
      default -> null;
    };
  }

  private @Nullable Refusal expect(byte[] bytes, int value, int valueEnd) {
    continues = equalsIgnoringCase(bytes, value, valueEnd, CONTINUE);
    return continues ? null : Refusal.EXPECTATION_UNKNOWN;
  }

  /** A list of options, of which two are for us. */
  private void connection(byte[] bytes, int value, int valueEnd) {
    int start = value;
    while (start < valueEnd) {
      int end = Grammar.tokenEnd(bytes, start, valueEnd);
      close |= equalsIgnoringCase(bytes, start, end, CLOSE);
      keepAlive |= equalsIgnoringCase(bytes, start, end, KEEP_ALIVE);
      start = end + 1;
    }
  }

  private @Nullable Refusal length(byte[] bytes, int value, int valueEnd) {
    int digits = valueEnd - value;
    if (digits == 0 || digits > MAX_LENGTH_DIGITS) {
      return Refusal.MALFORMED_FRAMING;
    }
    long length = 0;
    for (int i = value; i < valueEnd; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return Refusal.MALFORMED_FRAMING;
      }
      length = length * 10 + digit;
    }
    boolean another = contentLength != NO_LENGTH && contentLength != length;
    contentLength = length;
    return another ? Refusal.MALFORMED_FRAMING : null;
  }

  private @Nullable Refusal coding(byte[] bytes, int value, int valueEnd) {
    boolean another = chunked;
    chunked = equalsIgnoringCase(bytes, value, valueEnd, CHUNKED);
    if (another) {
      return Refusal.MALFORMED_FRAMING;
    }
    return chunked ? null : Refusal.TRANSFER_CODING_UNKNOWN;
  }

  /** What is wrong with the headers taken together. */
  @Nullable Refusal problem() {
    return chunked && (contentLength != NO_LENGTH || http10) ? Refusal.MALFORMED_FRAMING : null;
  }

  /** Bytes of the body, or {@link #NO_LENGTH}. */
  long contentLength() {
    return contentLength;
  }

  boolean chunked() {
    return chunked;
  }

  boolean hasBody() {
    return chunked || contentLength > 0;
  }

  /** Whether the client waits to be asked for the body. */
  boolean continues() {
    return continues && !http10;
  }

  /** Whether another request may follow this one. */
  boolean persistent() {
    return !close && (!http10 || keepAlive);
  }

  /** Whether an answer has to say that it persists: of HTTP/1.0, where that is not the rule. */
  boolean mustSayPersistent() {
    return http10 && persistent();
  }
}
