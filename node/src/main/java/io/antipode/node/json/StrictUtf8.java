package io.antipode.node.json;

/**
 * Well-formed UTF-8 as table 3-7 of the Unicode Standard has it: no overlong forms, no surrogates,
 * nothing above U+10FFFF. Each would give one string, and so one key, several encodings.
 */
final class StrictUtf8 {
  private StrictUtf8() {}

  /**
   * End of the sequence of two to four bytes that begins at {@code at} with a byte above 0x7f; -1
   * where it is ill-formed or cut off by {@code end}.
   */
  static int sequenceEnd(byte[] bytes, int at, int end) {
    int lead = bytes[at] & 0xff;
    if (lead < 0xc2 || lead > 0xf4) {
      return -1;
    }
    int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (end - at < length) {
      return -1;
    }
    int second = bytes[at + 1] & 0xff;
    int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (second < lowest || second > highest) {
      return -1;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return -1;
      }
    }
    return at + length;
  }

  /** Writes a code point that is no surrogate; returns the position after it. */
  static int encode(int point, byte[] out, int at) {
    int o = at;
    if (point < 0x80) {
      out[o++] = (byte) point;
    } else if (point < 0x800) {
      out[o++] = (byte) (0xc0 | (point >> 6));
      out[o++] = continuation(point);
    } else if (point < 0x10000) {
      out[o++] = (byte) (0xe0 | (point >> 12));
      out[o++] = continuation(point >> 6);
      out[o++] = continuation(point);
    } else {
      out[o++] = (byte) (0xf0 | (point >> 18));
      out[o++] = continuation(point >> 12);
      out[o++] = continuation(point >> 6);
      out[o++] = continuation(point);
    }
    return o;
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3f));
  }
}
