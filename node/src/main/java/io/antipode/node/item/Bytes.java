package io.antipode.node.item;

import java.util.Arrays;

/**
 * An immutable byte string, compared as unsigned bytes. The array is shared, not copied: nobody may
 * change it.
 */
public record Bytes(byte[] array) implements Comparable<Bytes> {
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(array, other.array);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(array, that.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  @Override
  public String toString() {
    return "Bytes[" + array.length + "]";
  }
}
