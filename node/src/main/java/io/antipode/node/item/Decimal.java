package io.antipode.node.item;

/**
 * A DynamoDB number: up to 38 significant digits, magnitude 1E-130 to 9.99…E+125, or zero; always
 * normalised. Held as order-preserving bytes, so that numbers compare as unsigned bytes everywhere
 * (sort keys, sets, canonical items).
 */
public final class Decimal implements Comparable<Decimal> {
  private final byte[] encoded;

  private Decimal(byte[] encoded) {
    this.encoded = encoded;
  }

  /**
   * Parses DynamoDB's decimal text; throws {@link InvalidItemException} with DynamoDB's message.
   */
  public static Decimal parse(String text) {
    throw new UnsupportedOperationException("stub");
  }

  public static Decimal ofEncoded(byte[] encoded) {
    return new Decimal(encoded);
  }

  /** The order-preserving bytes; not to be changed. */
  public byte[] encoded() {
    return encoded;
  }

  public Decimal plus(Decimal other) {
    throw new UnsupportedOperationException("stub");
  }

  public Decimal minus(Decimal other) {
    throw new UnsupportedOperationException("stub");
  }

  @Override
  public int compareTo(Decimal other) {
    return java.util.Arrays.compareUnsigned(encoded, other.encoded);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Decimal that && java.util.Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return java.util.Arrays.hashCode(encoded);
  }

  /** Plain decimal text as DynamoDB returns it. */
  @Override
  public String toString() {
    throw new UnsupportedOperationException("stub");
  }
}
