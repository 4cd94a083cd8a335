package io.antipode.node.item;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A range of key bytes, from inclusive, to exclusive, compared unsigned. An empty {@code to} has no
 * upper end.
 *
 * <p>The factories take the prefix of a partition ({@link ItemKey#partitionPrefix}, {@link
 * IndexEntryKey#partitionPrefix}), or such a prefix extended by leading sort key parts ({@link
 * #extend}), and the value that the next part is compared with.
 */
public record KeyRange(byte[] from, byte[] to) {
  /** Every key that begins with the prefix. */
  public static KeyRange prefix(byte[] prefix) {
    return new KeyRange(prefix, successor(prefix));
  }

  public static KeyRange equal(byte[] prefix, AttributeValue value) {
    return prefix(extend(prefix, value));
  }

  public static KeyRange less(byte[] prefix, AttributeValue value) {
    return new KeyRange(prefix, extend(prefix, value));
  }

  public static KeyRange lessOrEqual(byte[] prefix, AttributeValue value) {
    return new KeyRange(prefix, successor(extend(prefix, value)));
  }

  public static KeyRange greater(byte[] prefix, AttributeValue value) {
    return new KeyRange(successor(extend(prefix, value)), successor(prefix));
  }

  public static KeyRange greaterOrEqual(byte[] prefix, AttributeValue value) {
    return new KeyRange(extend(prefix, value), successor(prefix));
  }

  /** Both ends included. */
  public static KeyRange between(byte[] prefix, AttributeValue low, AttributeValue high) {
    return new KeyRange(extend(prefix, low), successor(extend(prefix, high)));
  }

  /** The value must be a string or a binary. */
  public static KeyRange beginsWith(byte[] prefix, AttributeValue value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(prefix.length + 32);
    out.writeBytes(prefix);
    KeyCodec.writePrefix(value, out);
    return prefix(out.toByteArray());
  }

  /** The prefix followed by one more part of the key. */
  public static byte[] extend(byte[] prefix, AttributeValue part) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(prefix.length + 32);
    out.writeBytes(prefix);
    KeyCodec.write(part, out);
    return out.toByteArray();
  }

  /** The least bytes above everything that begins with the prefix; empty where there are none. */
  public static byte[] successor(byte[] prefix) {
    int length = prefix.length;
    while (length > 0 && prefix[length - 1] == (byte) 0xff) {
      length--;
    }
    byte[] successor = Arrays.copyOf(prefix, length);
    if (length > 0) {
      successor[length - 1]++;
    }
    return successor;
  }

  public boolean contains(byte[] key) {
    return Arrays.compareUnsigned(from, key) <= 0
        && (to.length == 0 || Arrays.compareUnsigned(key, to) < 0);
  }
}
