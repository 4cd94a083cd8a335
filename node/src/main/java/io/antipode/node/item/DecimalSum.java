package io.antipode.node.item;

/**
 * The exact sum of two encoded numbers, pair of digits by pair, as {@link DecimalCodec} draws them:
 * a hundred sums of 38 digits in one expression must not cost a thousand times its length.
 */
final class DecimalSum {
  private static final int BASE = 100;
  private static final int HEADER = 0x80 + 64;

  /** From the pair that may be carried into, down to the last one of either number. */
  private final int[] pairs;

  /** Of a hundred, of the first pair. */
  private final int firstPower;

  private DecimalSum(byte[] a, byte[] b) {
    firstPower = Math.max(exponent(a), exponent(b));
    int lastPower = Math.min(exponent(a) - (a.length - 1), exponent(b) - (b.length - 1));
    pairs = new int[firstPower - lastPower + 1];
    add(a);
    add(b);
  }

  /**
   * The encoding of the sum.
   *
   * @throws InvalidItemException with DynamoDB's message, where it is out of range or precision
   */
  static byte[] of(byte[] a, byte[] b) {
    return new DecimalSum(a, b).encode();
  }

  private static int mask(byte[] encoded) {
    return DecimalCodec.isNegative(encoded, 0) ? 0xff : 0;
  }

  /** How many pairs stand before the point. */
  private static int exponent(byte[] encoded) {
    return ((encoded[0] & 0xff) ^ mask(encoded)) - HEADER;
  }

  private void add(byte[] encoded) {
    int mask = mask(encoded);
    int at = firstPower - exponent(encoded) + 1;
    for (int i = 1; i < encoded.length; i++) {
      int pair = ((encoded[i] & 0xff) ^ mask) >> 1;
      pairs[at++] += mask == 0 ? pair : -pair;
    }
  }

  private byte[] encode() {
    boolean negative = carry(1) < 0;
    if (negative) {
      carry(-1);
    }
    int first = 0;
    while (first < pairs.length && pairs[first] == 0) {
      first++;
    }
    if (first == pairs.length) {
      return Decimal.ZERO.encoded();
    }
    int last = pairs.length - 1;
    while (pairs[last] == 0) {
      last--;
    }
    int digits = 2 * (last - first + 1) - (pairs[first] < 10 ? 1 : 0);
    DecimalCodec.checkDigits(pairs[last] % 10 == 0 ? digits - 1 : digits);
    int power = firstPower - first;
    DecimalCodec.checkMagnitude(2L * power + (pairs[first] < 10 ? 0 : 1));
    byte[] encoded = new byte[last - first + 2];
    int mask = negative ? 0xff : 0;
    encoded[0] = (byte) ((HEADER + power + 1) ^ mask);
    for (int i = first; i <= last; i++) {
      encoded[i - first + 1] = (byte) ((2 * pairs[i] + (i == last ? 0 : 1)) ^ mask);
    }
    return encoded;
  }

  /** Leaves a pair in each place, with the sign given; returns what is left over at the top. */
  private int carry(int sign) {
    int carry = 0;
    for (int i = pairs.length - 1; i >= 0; i--) {
      int sum = sign * pairs[i] + carry;
      carry = Math.floorDiv(sum, BASE);
      pairs[i] = Math.floorMod(sum, BASE);
    }
    return carry;
  }
}
