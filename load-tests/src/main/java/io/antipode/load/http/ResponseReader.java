package io.antipode.load.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts responses out of one connection's bytes: status line, headers, and a body of declared length
 * or in chunks.
 */
final class ResponseReader implements Answer {
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] CHUNKED =
      "transfer-encoding: chunked".getBytes(StandardCharsets.ISO_8859_1);

  private byte[] buffer = new byte[16 * 1024];
  private int end;
  private int bodyStart;
  private int bodyEnd;

  /** Room for more bytes. */
  byte[] buffer() {
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    return buffer;
  }

  int end() {
    return end;
  }

  void received(int count) {
    end += count;
  }

  /**
   * Whether a whole response is there; then {@link #status} and {@link #body} are valid until
   * {@link #next}.
   */
  boolean complete() {
    int headEnd = indexOf("\r\n\r\n", 0);
    if (headEnd < 0) {
      return false;
    }
    bodyStart = headEnd + 4;
    int lengthAt = headerAt(LENGTH, headEnd);
    if (lengthAt >= 0) {
      bodyEnd = bodyStart + number(lengthAt + LENGTH.length);
      return end >= bodyEnd;
    }
    if (headerAt(CHUNKED, headEnd) >= 0) {
      int last = indexOf("0\r\n\r\n", bodyStart);
      bodyEnd = last + 5;
      return last >= 0;
    }
    bodyEnd = bodyStart;
    return true;
  }

  @Override
  public int status() {
    return (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + (buffer[11] - '0');
  }

  @Override
  public String body() {
    return new String(buffer, bodyStart, bodyEnd - bodyStart, StandardCharsets.UTF_8);
  }

  @Override
  public @Nullable String header(String name) {
    byte[] wanted = (name + ":").getBytes(StandardCharsets.ISO_8859_1);
    int at = headerAt(wanted, bodyStart - 4);
    if (at < 0) {
      return null;
    }
    int from = at + wanted.length;
    int to = indexOf("\r\n", from);
    return new String(buffer, from, to - from, StandardCharsets.ISO_8859_1).trim();
  }

  /** Forgets the response that was complete. */
  void next() {
    System.arraycopy(buffer, bodyEnd, buffer, 0, end - bodyEnd);
    end -= bodyEnd;
  }

  private int number(int at) {
    int i = at;
    while (buffer[i] == ' ') {
      i++;
    }
    int value = 0;
    for (; buffer[i] >= '0' && buffer[i] <= '9'; i++) {
      value = value * 10 + buffer[i] - '0';
    }
    return value;
  }

  private int headerAt(byte[] name, int headEnd) {
    for (int i = 0; i + name.length <= headEnd; i++) {
      if (buffer[i] == '\n' && matches(name, i + 1)) {
        return i + 1;
      }
    }
    return -1;
  }

  private boolean matches(byte[] lowerCase, int at) {
    for (int i = 0; i < lowerCase.length; i++) {
      int c = buffer[at + i];
      if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }

  private int indexOf(String text, int from) {
    outer:
    for (int i = from; i + text.length() <= end; i++) {
      for (int j = 0; j < text.length(); j++) {
        if (buffer[i + j] != text.charAt(j)) {
          continue outer;
        }
      }
      return i;
    }
    return -1;
  }
}
