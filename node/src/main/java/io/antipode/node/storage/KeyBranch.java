package io.antipode.node.storage;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An inner node of the {@link KeyIndex}: children, and between each two of them a separator that is
 * above every key on its left and not above any key on its right.
 */
final class KeyBranch extends KeyNode {
  static final int MAX_CHILDREN = 64;

  private static final byte[] NONE = {};

  /** One more than stays: a branch is split after it has overflowed. */
  private final @Nullable KeyNode[] children = new KeyNode[MAX_CHILDREN + 1];

  /** {@code separators[i]} lies between children i and i + 1. */
  private final byte[][] separators = new byte[MAX_CHILDREN][];

  private int count;

  static KeyBranch of(KeyNode left, byte[] separator, KeyNode right) {
    KeyBranch branch = new KeyBranch();
    branch.children[0] = left;
    branch.children[1] = right;
    branch.separators[0] = separator;
    branch.count = 2;
    return branch;
  }

  int count() {
    return count;
  }

  KeyNode child(int at) {
    return Objects.requireNonNull(children[at]);
  }

  /** Which child holds a key, if any does. */
  int childOf(byte[] key) {
    int low = 0;
    int high = count - 2;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (Arrays.compareUnsigned(separators[middle], key) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /**
   * Adds a child to the right of another.
   *
   * @return whether this branch has to be split now
   */
  boolean addAfter(int at, byte[] separator, KeyNode right) {
    System.arraycopy(children, at + 1, children, at + 2, count - at - 1);
    System.arraycopy(separators, at, separators, at + 1, count - at - 1);
    children[at + 1] = right;
    separators[at] = separator;
    count++;
    return count > MAX_CHILDREN;
  }

  /** What a split leaves: a right neighbour and what separates it. */
  record Split(byte[] separator, KeyBranch right) {}

  Split split() {
    // In the end rather than the middle where keys arrive in order? A branch is small: no.
    int middle = count / 2;
    byte[] separator = separators[middle - 1];
    KeyBranch right = new KeyBranch();
    right.count = count - middle;
    System.arraycopy(children, middle, right.children, 0, right.count);
    System.arraycopy(separators, middle, right.separators, 0, right.count - 1);
    truncate(middle);
    return new Split(separator, right);
  }

  private void truncate(int newCount) {
    Arrays.fill(children, newCount, count, null);
    Arrays.fill(separators, newCount - 1, count - 1, NONE);
    count = newCount;
  }

  /** Removes a child and one separator beside it. */
  void removeChild(int at) {
    System.arraycopy(children, at + 1, children, at, count - at - 1);
    if (count > 1) {
      int separator = Math.max(0, at - 1);
      System.arraycopy(separators, separator + 1, separators, separator, count - separator - 2);
      separators[count - 2] = NONE;
    }
    children[--count] = null;
  }

  byte[] separator(int at) {
    return separators[at];
  }

  boolean canAbsorb(KeyBranch right) {
    return count + right.count <= MAX_CHILDREN * 3 / 4;
  }

  /** Takes over the children of the right neighbour. */
  void absorb(byte[] separator, KeyBranch right) {
    separators[count - 1] = separator;
    System.arraycopy(right.children, 0, children, count, right.count);
    System.arraycopy(right.separators, 0, separators, count, right.count - 1);
    count += right.count;
  }
}
