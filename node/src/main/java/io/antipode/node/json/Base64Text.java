package io.antipode.node.json;

import java.util.Arrays;

/** Base64 (RFC 4648, with padding) between ranges of arrays, without other objects. */
final class Base64Text {
  private static final byte[] ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
          .getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  /** The six bits of each ASCII character, or -1. */
  private static final byte[] SIX_BITS = sixBits();

  private static final byte[] EMPTY = {};

  private Base64Text() {}

  static int encodedLength(int lengthBytes) {
    return Math.multiplyExact((lengthBytes + 2) / 3, 4);
  }

  /** Returns the position after the last byte written. */
  static int encode(byte[] from, int offset, int lengthBytes, byte[] to, int position) {
    int at = position;
    int i = offset;
    int whole = offset + lengthBytes / 3 * 3;
    for (; i < whole; i += 3) {
      int bits = (from[i] & 0xff) << 16 | (from[i + 1] & 0xff) << 8 | (from[i + 2] & 0xff);
      to[at++] = ALPHABET[bits >>> 18];
      to[at++] = ALPHABET[(bits >>> 12) & 0x3f];
      to[at++] = ALPHABET[(bits >>> 6) & 0x3f];
      to[at++] = ALPHABET[bits & 0x3f];
    }
    int rest = offset + lengthBytes - i;
    if (rest == 1) {
      int bits = (from[i] & 0xff) << 16;
      to[at++] = ALPHABET[bits >>> 18];
      to[at++] = ALPHABET[(bits >>> 12) & 0x3f];
      to[at++] = '=';
      to[at++] = '=';
    } else if (rest == 2) {
      int bits = (from[i] & 0xff) << 16 | (from[i + 1] & 0xff) << 8;
      to[at++] = ALPHABET[bits >>> 18];
      to[at++] = ALPHABET[(bits >>> 12) & 0x3f];
      to[at++] = ALPHABET[(bits >>> 6) & 0x3f];
      to[at++] = '=';
    }
    return at;
  }

  /** Decodes strictly: full quads, padding only at the end, no bits left over. */
  static byte[] decode(byte[] text, int offset, int lengthBytes) {
    if (lengthBytes % 4 != 0) {
      throw new MalformedJsonException(
          "Base64 encoded length is expected a multiple of 4 bytes but found: " + lengthBytes);
    }
    if (lengthBytes == 0) {
      return EMPTY;
    }
    int last = offset + lengthBytes - 4;
    int padding = text[last + 3] != '=' ? 0 : text[last + 2] != '=' ? 1 : 2;
    byte[] bytes = new byte[lengthBytes / 4 * 3 - padding];
    int at = 0;
    for (int i = offset; i < last; i += 4) {
      int bits = six(text[i]) << 18 | six(text[i + 1]) << 12 | six(text[i + 2]) << 6;
      bits |= six(text[i + 3]);
      bytes[at++] = (byte) (bits >> 16);
      bytes[at++] = (byte) (bits >> 8);
      bytes[at++] = (byte) bits;
    }
    int bits = six(text[last]) << 18 | six(text[last + 1]) << 12;
    bits |= padding < 2 ? six(text[last + 2]) << 6 : 0;
    bits |= padding < 1 ? six(text[last + 3]) : 0;
    if ((bits & ((1 << (8 * padding)) - 1)) != 0) {
      throw new MalformedJsonException("Invalid last non-pad Base64 character dectected");
    }
    for (int shift = 16; at < bytes.length; shift -= 8) {
      bytes[at++] = (byte) (bits >> shift);
    }
    return bytes;
  }

  private static int six(byte c) {
    int bits = c >= 0 ? SIX_BITS[c] : -1;
    if (bits < 0) {
      throw new MalformedJsonException(
          c == '='
              ? "Invalid last non-pad Base64 character dectected"
              : "Invalid Base64 character: '" + (char) (c < 0x20 || c > 0x7e ? '?' : c) + "'");
    }
    return bits;
  }

  private static byte[] sixBits() {
    byte[] table = new byte[128];
    Arrays.fill(table, (byte) -1);
    for (int i = 0; i < ALPHABET.length; i++) {
      table[ALPHABET[i]] = (byte) i;
    }
    return table;
  }
}
