package io.antipode.node.wire.http;

import io.netty.util.AsciiString;

/** The characters of HTTP's grammar (RFC 9110, section 5.6) and where runs of them end. */
final class Grammar {
  /** A line whose end has not arrived. */
  static final int NOT_YET = -1;

  /** A line with a control character in it, or a CR or LF that is not of a pair. */
  static final int NEVER = -2;

  private static final boolean[] TOKEN = new boolean[256];

  static {
    for (char c = '0'; c <= 'z'; c++) {
      TOKEN[c] = Character.isLetterOrDigit(c);
    }
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      TOKEN[c] = true;
    }
  }

  private Grammar() {}

  /** Where the CRLF is that ends the line, or {@link #NOT_YET} or {@link #NEVER}. */
  static int lineEnd(byte[] bytes, int from, int limit) {
    for (int i = from; i < limit; i++) {
      byte b = bytes[i];
      if (b < ' ' && b >= 0 && b != '\t') {
        if (b != '\r') {
          return NEVER;
        }
        if (i + 1 == limit) {
          return NOT_YET;
        }
        return bytes[i + 1] == '\n' ? i : NEVER;
      }
      if (b == 0x7f) {
        return NEVER;
      }
    }
    return NOT_YET;
  }

  static int tokenEnd(byte[] bytes, int from, int limit) {
    int i = from;
    while (i < limit && TOKEN[bytes[i] & 0xff]) {
      i++;
    }
    return i;
  }

  static int visibleEnd(byte[] bytes, int from, int limit) {
    int i = from;
    while (i < limit && !isBlank(bytes[i])) {
      i++;
    }
    return i;
  }

  static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  static boolean equalsIgnoringCase(byte[] bytes, int from, int to, AsciiString name) {
    int length = to - from;
    if (length != name.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (lower(bytes[from + i]) != lower(name.byteAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
  }
}
