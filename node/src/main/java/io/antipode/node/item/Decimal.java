package io.antipode.node.item;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A DynamoDB number: up to 38 significant digits, magnitude 1E-130 to 9.99…E+125, or zero; always
 * normalised. Held as order-preserving bytes ({@link DecimalCodec} draws them), so that numbers
 * compare as unsigned bytes everywhere (sort keys, sets, canonical items).
 */
public final class Decimal implements Comparable<Decimal> {
  public static final Decimal ZERO = ofLong(0);

  private final byte[] encoded;

  private Decimal(byte[] encoded) {
    this.encoded = encoded;
  }

  /**
   * Parses DynamoDB's decimal text; throws {@link InvalidItemException} with DynamoDB's message.
   */
  public static Decimal parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return parse(bytes, 0, bytes.length);
  }

  /** Parses a range of ASCII bytes. */
  public static Decimal parse(byte[] text, int offset, int length) {
    byte[] out = new byte[DecimalCodec.MAX_LENGTH_BYTES];
    return new Decimal(Arrays.copyOf(out, DecimalCodec.encode(text, offset, length, out, 0)));
  }

  public static Decimal ofLong(long value) {
    if (value == Long.MIN_VALUE) {
      return parse(Long.toString(value));
    }
    byte[] out = new byte[DecimalCodec.MAX_LONG_BYTES];
    return new Decimal(Arrays.copyOf(out, DecimalCodec.encode(value, out)));
  }

  public static Decimal ofEncoded(byte[] encoded) {
    return new Decimal(encoded);
  }

  /** Copies the encoding that begins at {@code offset}; it ends itself. */
  public static Decimal ofEncoded(byte[] bytes, int offset) {
    return new Decimal(
        Arrays.copyOfRange(bytes, offset, offset + DecimalCodec.length(bytes, offset)));
  }

  /** The order-preserving bytes; not to be changed. */
  public byte[] encoded() {
    return encoded;
  }

  public boolean isZero() {
    return DecimalCodec.isZero(encoded, 0);
  }

  /** The exact sum; throws {@link InvalidItemException} where it is out of range or precision. */
  public Decimal plus(Decimal other) {
    long a = smallInteger();
    long b = other.smallInteger();
    if (a != NOT_SMALL && b != NOT_SMALL) {
      return ofLong(a + b);
    }
    if (isZero()) {
      return other;
    }
    return other.isZero() ? this : new Decimal(DecimalSum.of(encoded, other.encoded));
  }

  /** The exact difference; throws as {@link #plus} does. */
  public Decimal minus(Decimal other) {
    return plus(other.negate());
  }

  public Decimal negate() {
    if (isZero()) {
      return this;
    }
    byte[] complement = new byte[encoded.length];
    for (int i = 0; i < encoded.length; i++) {
      complement[i] = (byte) ~encoded[i];
    }
    return new Decimal(complement);
  }

  public BigDecimal toBigDecimal() {
    return new BigDecimal(toString());
  }

  private static final long NOT_SMALL = Long.MIN_VALUE;
  private static final int SMALL_PAIRS = 9;

  /** The value where it is an integer of at most 18 digits (counters mostly are). */
  private long smallInteger() {
    if (isZero()) {
      return 0;
    }
    boolean negative = DecimalCodec.isNegative(encoded, 0);
    int mask = negative ? 0xff : 0;
    int pairs = encoded.length - 1;
    int pointPair = ((encoded[0] & 0xff) ^ mask) - 0x80 - 64;
    if (pointPair < pairs || pointPair > SMALL_PAIRS) {
      return NOT_SMALL;
    }
    long value = 0;
    for (int i = 0; i < pointPair; i++) {
      value = value * 100 + (i < pairs ? ((encoded[1 + i] & 0xff) ^ mask) >> 1 : 0);
    }
    return negative ? -value : value;
  }

  @Override
  public int compareTo(Decimal other) {
    return Arrays.compareUnsigned(encoded, other.encoded);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Decimal that && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (byte b : encoded) {
      hash = hash * 0x9e37_79b1 + b; // odd and large: digits of neighbours don't cancel out
    }
    return hash ^ hash >>> 15;
  }

  /** Plain decimal text as DynamoDB returns it. */
  @Override
  public String toString() {
    byte[] text = new byte[DecimalCodec.MAX_TEXT_BYTES];
    int length = DecimalCodec.writeText(encoded, 0, text, 0);
    return new String(text, 0, length, StandardCharsets.ISO_8859_1);
  }
}
