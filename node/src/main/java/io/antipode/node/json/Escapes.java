package io.antipode.node.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds what JSON does not take in a string as it is: quotes, backslashes and control characters.
 * Eight bytes are looked at together, since nearly all of them are none of these, as Anderson's <a
 * href="https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord">Bit Twiddling Hacks</a>
 * show it.
 */
final class Escapes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = ONES << 7;

  /** What makes a quote the next character after the controls, and leaves those below a space. */
  private static final long FLIPS = ONES * ('"' ^ ' ');

  private static final long UNDER = ONES * (' ' + 1);
  private static final long BACKSLASHES = ONES * '\\';

  private Escapes() {}

  /** Where the first byte is, from {@code from} on, that must be escaped; {@code to} for none. */
  static int find(byte[] utf8, int from, int to) {
    int last = to - Long.BYTES;
    int at = from;
    for (; at < last; at += Long.BYTES) {
      long marks = marks((long) LONG.get(utf8, at));
      if (marks != 0) {
        return first(at, marks);
      }
    }
    if (last >= from) { // what is left, with bytes before it that are known to be clean
      long marks = marks((long) LONG.get(utf8, last));
      return marks == 0 ? to : first(last, marks);
    }
    while (at < to && !isEscaped(utf8[at])) {
      at++;
    }
    return at;
  }

  private static int first(int at, long marks) {
    return at + Long.numberOfTrailingZeros(marks) / Byte.SIZE;
  }

  /**
   * The high bit of bytes that are escaped; the lowest one is exact, and above it there may be
   * others too many.
   */
  private static long marks(long word) {
    return (((word ^ FLIPS) - UNDER) | ((word ^ BACKSLASHES) - ONES)) & ~word & HIGHS;
  }

  private static boolean isEscaped(byte b) {
    return (b >= 0 && b < ' ') || b == '"' || b == '\\';
  }
}
