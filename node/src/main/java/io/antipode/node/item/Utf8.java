package io.antipode.node.item;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

  /** Compares a string with UTF-8 bytes, as unsigned bytes. */
  public static int compare(String text, byte[] bytes, int offset, int length) {
    int common = Math.min(text.length(), length);
    for (int i = 0; i < common; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.compareUnsigned(encoded, 0, encoded.length, bytes, offset, offset + length);
      }
      int difference = c - (bytes[offset + i] & 0xff);
      if (difference != 0) {
        return difference;
      }
    }
    return text.length() - length;
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
