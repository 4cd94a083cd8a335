package io.antipode.node.item;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/** UTF-8 beside Java's UTF-16: the order and equality of encoded names, without encoding them. */
public final class Utf8 {
  /**
   * The order of the strings' UTF-8 bytes, which is that of their code points. It differs from
   * {@link String#compareTo} where surrogates meet U+E000 and above.
   */
  public static final Comparator<String> ORDER = Utf8::compare;

  private Utf8() {}

  private static int compare(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean surrogateX = Character.isSurrogate(x);
        if (surrogateX != Character.isSurrogate(y)) {
          return surrogateX ? 1 : -1;
        }
        return x - y;
      }
    }
    return a.length() - b.length();
  }

  /**
   * Compares a string with valid UTF-8, as unsigned bytes, which is by code points. Encodes
   * nothing: a long name is compared with each of many.
   */
  public static int compare(String text, byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    for (int i = 0, chars = text.length(); i < chars; i++) {
      if (at == end) {
        return 1;
      }
      int point = text.charAt(i);
      int other = bytes[at++] & 0xff;
      if (point >= 0x80 || other >= 0x80) {
        if (Character.isSurrogate((char) point)) {
          point = text.codePointAt(i);
          i += Character.charCount(point) - 1;
          point = point <= Character.MAX_VALUE ? '?' : point; // as String.getBytes replaces a half
        }
        if (other >= 0x80) {
          int more = other >= 0xf0 ? 3 : other >= 0xe0 ? 2 : 1;
          other &= 0x3f >> more;
          for (; more > 0; more--) {
            other = other << 6 | (bytes[at++] & 0x3f);
          }
        }
      }
      if (point != other) {
        return point - other;
      }
    }
    return at == end ? 0 : -1;
  }

  /** Length in UTF-8 bytes; an unpaired surrogate counts as the one byte that replaces it. */
  public static int length(String text) {
    int bytes = text.length();
    for (int i = 0, end = text.length(); i < end; i++) {
      if (text.charAt(i) >= 0x80) {
        return text.getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return bytes;
  }

  /** Encodes into an array with room for three bytes per char; returns the end. */
  static int encode(String text, byte[] out, int at) {
    int o = at;
    for (int i = 0, end = text.length(); i < end; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(utf8, 0, out, at, utf8.length);
        return at + utf8.length;
      }
      out[o++] = (byte) c;
    }
    return o;
  }

  static String decode(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
