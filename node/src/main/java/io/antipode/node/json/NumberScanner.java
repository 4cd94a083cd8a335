package io.antipode.node.json;

/**
 * Reads a number of JSON, of bounded length and exponent, so that whoever expands it pays little.
 * Reusable; not thread-safe.
 *
 * <pre>
 *  -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
 * </pre>
 */
final class NumberScanner {
  /** Numbers in requests are limits, capacities and times; items' numbers are strings. */
  static final int MAX_NUMBER_BYTES = 1_000;

  /** Beyond what a double holds, and cheap to expand. */
  static final int MAX_EXPONENT = 999;

  private static final int REFUSED = -1;

  private byte[] text = {};
  private int end;
  private boolean whole;
  private boolean inRange;

  /** What stands before point and exponent, counted downwards: the least long has no positive. */
  private long value;

  /** The position after the number that begins at {@code from}; -1 where there is none. */
  int scan(byte[] document, int from, int documentEnd) {
    text = document;
    end = documentEnd;
    whole = true;
    inRange = true;
    value = 0;
    boolean negative = peek(from) == '-';
    int at = negative ? from + 1 : from;
    at = peek(at) == '0' ? at + 1 : digits(at);
    if (!negative) {
      inRange &= value != Long.MIN_VALUE;
      value = -value;
    }
    if (at != REFUSED && peek(at) == '.') {
      whole = false;
      at = digits(at + 1);
    }
    if (at != REFUSED && (peek(at) | 0x20) == 'e') {
      whole = false;
      at = exponent(at + 1);
    }
    return at - from > MAX_NUMBER_BYTES ? REFUSED : at;
  }

  /** One digit or more. */
  private int digits(int from) {
    int at = from;
    for (int c = peek(at); c >= '0' && c <= '9'; c = peek(++at)) {
      int digit = c - '0';
      if (whole) {
        inRange &= value >= (Long.MIN_VALUE + digit) / 10;
        value = value * 10 - digit;
      }
    }
    return at == from ? REFUSED : at;
  }

  private int exponent(int from) {
    int sign = peek(from);
    int first = sign == '+' || sign == '-' ? from + 1 : from;
    int at = first;
    int exponent = 0;
    for (int c = peek(at); c >= '0' && c <= '9'; c = peek(++at)) {
      exponent = Math.min(exponent * 10 + c - '0', MAX_EXPONENT + 1);
    }
    return at == first || exponent > MAX_EXPONENT ? REFUSED : at;
  }

  private int peek(int at) {
    return at < end ? text[at] & 0xff : -1;
  }

  /** Whether the number is written without point and exponent. */
  boolean isWhole() {
    return whole;
  }

  /** Whether the number is whole and fits a long. */
  boolean isLong() {
    return whole && inRange;
  }

  /** The number, of which {@link #isLong} is true. */
  long longValue() {
    if (!isLong()) {
      throw new IllegalStateException("not a whole number of 64 bits");
    }
    return value;
  }
}
