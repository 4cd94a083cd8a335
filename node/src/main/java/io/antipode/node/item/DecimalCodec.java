package io.antipode.node.item;

import java.nio.charset.StandardCharsets;

/**
 * Numbers as bytes that compare, unsigned, as the numbers do, and that end themselves.
 *
 * <p>A number is {@code 0.p1p2p3… x 100^e} with base-100 digits {@code p} (pairs of decimal
 * digits), {@code p1} and the last pair not zero, {@code e} from -64 to 63, which is just
 * DynamoDB's range of 1E-130 to 9.99…E+125.
 *
 * <pre>
 *  positive   [0x80 + 64 + e] [2·p1 + 1] [2·p2 + 1] … [2·pn]     an even byte is the last
 *  zero       [0x80] [0x00]
 *  negative   the positive's bytes, each complemented
 * </pre>
 *
 * No encoding is a prefix of another, so encodings can be concatenated and still compare part by
 * part. At most {@value #MAX_LENGTH_BYTES} bytes: 38 digits may straddle 20 pairs.
 */
public final class DecimalCodec {
  /** Significant decimal digits that a number may have. */
  public static final int MAX_DIGITS = 38;

  /** The longest encoding. */
  public static final int MAX_LENGTH_BYTES = 21;

  /** The longest encoding of 64 bits. */
  static final int MAX_LONG_BYTES = 11;

  /** The longest plain text: a sign, {@code 0.}, 129 zeros and 38 digits. */
  public static final int MAX_TEXT_BYTES = 172;

  private static final int MAX_EXPONENT = 125;
  private static final int MIN_EXPONENT = -130;
  private static final int ZERO_HEADER = 0x80;
  private static final int EXPONENT_BIAS = 64;

  /** Whole numbers of so many pairs fit 64 bits. */
  private static final int MAX_WHOLE_PAIRS = 9;

  private DecimalCodec() {}

  /**
   * Encodes decimal text (Latin-1 or UTF-8 bytes).
   *
   * @param out receives at most {@value #MAX_LENGTH_BYTES} bytes at {@code outOffset}
   * @return length of the encoding
   * @throws InvalidItemException with DynamoDB's message
   */
  public static int encode(byte[] text, int offset, int length, byte[] out, int outOffset) {
    int end = offset + length;
    int at = offset;
    boolean negative = false;
    if (at < end && (text[at] == '-' || text[at] == '+')) {
      negative = text[at] == '-';
      at++;
    }
    int mantissaStart = at;
    int point = -1;
    int firstDigit = -1; // first and last digit that is not zero
    int lastDigit = -1;
    int digits = 0;
    for (; at < end; at++) {
      byte c = text[at];
      if (c >= '0' && c <= '9') {
        digits++;
        if (c != '0') {
          lastDigit = at;
          if (firstDigit < 0) {
            firstDigit = at;
          }
        }
      } else if (c == '.' && point < 0) {
        point = at;
      } else {
        break;
      }
    }
    int mantissaEnd = at;
    if (digits == 0) {
      throw notANumber(text, offset, length);
    }
    long exponent = 0;
    if (at < end) {
      if (text[at] != 'e' && text[at] != 'E') {
        throw notANumber(text, offset, length);
      }
      exponent = exponent(text, at + 1, end, offset, length);
    }
    if (firstDigit < 0) {
      checkMagnitude(exponent); // DynamoDB checks zero by the exponent that it is written with
      out[outOffset] = (byte) ZERO_HEADER;
      out[outOffset + 1] = 0;
      return 2;
    }
    int pointAt = point < 0 ? mantissaEnd : point;
    assert mantissaStart <= firstDigit;
    int significant =
        lastDigit - firstDigit + (firstDigit < pointAt && pointAt < lastDigit ? 0 : 1);
    checkDigits(significant);
    long magnitude =
        exponent + (firstDigit < pointAt ? pointAt - firstDigit - 1 : pointAt - firstDigit);
    return pairs(text, firstDigit, lastDigit, magnitude, negative, out, outOffset);
  }

  /**
   * Encodes a whole number, not the least of them.
   *
   * @param out receives at most {@value #MAX_LONG_BYTES} bytes
   * @return length of the encoding
   */
  static int encode(long value, byte[] out) {
    if (value == 0) {
      out[0] = (byte) ZERO_HEADER;
      out[1] = 0;
      return 2;
    }
    int mask = value < 0 ? 0xff : 0;
    long rest = Math.abs(value);
    long unit = 1; // of the first pair
    int pairs = 1;
    for (; rest / unit >= 100; unit *= 100) {
      pairs++;
    }
    out[0] = (byte) ((ZERO_HEADER + EXPONENT_BIAS + pairs) ^ mask);
    int length = 1;
    for (; rest > 0; unit /= 100) {
      long pair = rest / unit;
      rest %= unit;
      out[length++] = (byte) ((2 * pair + (rest == 0 ? 0 : 1)) ^ mask);
    }
    return length;
  }

  /** Range check, then the digits of {@code text[first..last]}, skipping a point, as pairs. */
  private static int pairs(
      byte[] text, int first, int last, long magnitude, boolean negative, byte[] out, int at) {
    checkMagnitude(magnitude);
    int mask = negative ? 0xff : 0;
    int e = Math.floorDiv((int) magnitude, 2) + 1;
    int o = at;
    out[o++] = (byte) ((ZERO_HEADER + EXPONENT_BIAS + e) ^ mask);
    int i = first;
    int pair = 0;
    boolean half = (magnitude & 1) == 0; // an even power of ten begins in the middle of a pair
    for (; i <= last; i++) {
      byte c = text[i];
      if (c == '.') {
        continue;
      }
      int digit = c - '0';
      if (half) {
        pair += digit;
        out[o++] = (byte) ((2 * pair + (i == last ? 0 : 1)) ^ mask);
        pair = 0;
      } else {
        pair = digit * 10;
      }
      half = !half;
    }
    if (half) {
      out[o++] = (byte) ((2 * pair) ^ mask);
    }
    return o - at;
  }

  static void checkDigits(int significant) {
    if (significant > MAX_DIGITS) {
      throw new InvalidItemException(
          "Attempting to store more than 38 significant digits in a Number");
    }
  }

  static void checkMagnitude(long powerOfTen) {
    if (powerOfTen > MAX_EXPONENT) {
      throw new InvalidItemException(
          "Number overflow. Attempting to store a number with magnitude larger than supported"
              + " range");
    }
    if (powerOfTen < MIN_EXPONENT) {
      throw new InvalidItemException(
          "Number underflow. Attempting to store a number with magnitude smaller than supported"
              + " range");
    }
  }

  private static long exponent(byte[] text, int from, int end, int offset, int length) {
    int at = from;
    boolean negative = false;
    if (at < end && (text[at] == '-' || text[at] == '+')) {
      negative = text[at] == '-';
      at++;
    }
    if (at == end) {
      throw notANumber(text, offset, length);
    }
    long exponent = 0;
    for (; at < end; at++) {
      byte c = text[at];
      if (c < '0' || c > '9') {
        throw notANumber(text, offset, length);
      }
      if (exponent > (Long.MAX_VALUE - (c - '0')) / 10) {
        throw notANumber(text, offset, length); // past 64 bits DynamoDB can't convert it
      }
      exponent = exponent * 10 + (c - '0');
    }
    // Near the ends of 64 bits the digits' own power of ten could overflow.
    return Math.clamp(negative ? -exponent : exponent, -(1L << 40), 1L << 40);
  }

  /** Length of the encoding that begins at {@code offset}. */
  public static int length(byte[] encoded, int offset) {
    int mask = isNegative(encoded, offset) ? 1 : 0;
    int at = offset + 1;
    while (((encoded[at] & 1) ^ mask) != 0) {
      at++;
    }
    return at + 1 - offset;
  }

  /** The whole part of a number from 0 up to, not including, 10^18; -1 for any other number. */
  static long wholePart(byte[] encoded, int offset) {
    if (isZero(encoded, offset)) {
      return 0;
    }
    int pointPair = (encoded[offset] & 0xff) - ZERO_HEADER - EXPONENT_BIAS;
    if (isNegative(encoded, offset) || pointPair > MAX_WHOLE_PAIRS) {
      return -1;
    }
    long value = 0;
    boolean more = true;
    for (int i = 1; i <= pointPair; i++) {
      int pair = more ? encoded[offset + i] & 0xff : 0;
      more = more && (pair & 1) != 0;
      value = value * 100 + (pair >> 1);
    }
    return value;
  }

  public static boolean isNegative(byte[] encoded, int offset) {
    return encoded[offset] >= 0; // the top bit is the sign of "not negative"
  }

  public static boolean isZero(byte[] encoded, int offset) {
    return (encoded[offset] & 0xff) == ZERO_HEADER && encoded[offset + 1] == 0;
  }

  /**
   * DynamoDB's size of the number in bytes: {@code 1 + ceil(integer digits / 2) + ceil(fraction
   * digits / 2) + 1 if negative}, leading and trailing zeros not counted.
   */
  public static int sizeBytes(byte[] encoded, int offset) {
    if (isZero(encoded, offset)) {
      return 1;
    }
    boolean negative = isNegative(encoded, offset);
    int mask = negative ? 0xff : 0;
    int pairs = length(encoded, offset) - 1;
    int exponentPairs = ((encoded[offset] & 0xff) ^ mask) - ZERO_HEADER - EXPONENT_BIAS;
    int firstPair = ((encoded[offset + 1] & 0xff) ^ mask) >> 1;
    int lastPair = ((encoded[offset + pairs] & 0xff) ^ mask) >> 1;
    int digits = 2 * pairs - (firstPair < 10 ? 1 : 0) - (lastPair % 10 == 0 ? 1 : 0);
    int integerPlaces = 2 * exponentPairs - (firstPair < 10 ? 1 : 0);
    int integerDigits = Math.clamp(integerPlaces, 0, digits);
    int fractionDigits = digits - integerDigits;
    return 1 + (integerDigits + 1) / 2 + (fractionDigits + 1) / 2 + (negative ? 1 : 0);
  }

  /**
   * Writes plain decimal text, as DynamoDB answers it: no exponent, no needless zeros.
   *
   * @param out receives at most {@value #MAX_TEXT_BYTES} ASCII bytes
   * @return how many
   */
  public static int writeText(byte[] encoded, int offset, byte[] out, int outOffset) {
    int o = outOffset;
    if (isZero(encoded, offset)) {
      out[o] = '0';
      return 1;
    }
    int mask = 0;
    if (isNegative(encoded, offset)) {
      mask = 0xff;
      out[o++] = '-';
    }
    int pairs = length(encoded, offset) - 1;
    int pointPair = ((encoded[offset] & 0xff) ^ mask) - ZERO_HEADER - EXPONENT_BIAS;
    if (pointPair <= 0) {
      out[o++] = '0';
      out[o++] = '.';
      for (int i = 0; i < -2 * pointPair; i++) {
        out[o++] = '0';
      }
    }
    for (int i = 0; i < Math.max(pairs, pointPair); i++) {
      if (i == pointPair && pointPair > 0) {
        out[o++] = '.';
      }
      int pair = i < pairs ? ((encoded[offset + 1 + i] & 0xff) ^ mask) >> 1 : 0;
      if (i > 0 || pair >= 10 || pointPair <= 0) {
        out[o++] = (byte) ('0' + pair / 10);
      }
      if (i < pairs - 1 || i < pointPair || pair % 10 != 0) {
        out[o++] = (byte) ('0' + pair % 10);
      }
    }
    return o - outOffset;
  }

  private static InvalidItemException notANumber(byte[] text, int offset, int length) {
    return new InvalidItemException(
        "The parameter cannot be converted to a numeric value: "
            + new String(text, offset, length, StandardCharsets.UTF_8));
  }
}
