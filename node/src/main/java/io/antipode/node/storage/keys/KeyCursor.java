package io.antipode.node.storage.keys;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A place in a {@link KeyIndex}. When the index has changed since the last step, the cursor finds
 * its place again by its key, whether or not that key is still there. It keeps the key in an array
 * of its own that is used again, so that a step to a key of the same length allocates nothing.
 */
public final class KeyCursor {
  private final KeyIndex index;
  private final KeyTree tree;
  private final KeyPage leaf = new KeyPage(false);
  private int at;
  private byte[] key = {};
  private int seenModifications;

  KeyCursor(KeyIndex index, KeyTree tree) {
    this.index = index;
    this.tree = tree;
    this.seenModifications = index.modifications() - 1;
  }

  /** A copy of the key stood on; valid after a move that returned true. */
  public byte[] key() {
    return key.clone();
  }

  /** The key stood on, in the cursor's own array: as {@link #key}, and only until it moves. */
  public byte[] lentKey() {
    return key;
  }

  /** Whether the key stood on lies below another. */
  public boolean isBelow(byte[] bound) {
    return Arrays.compareUnsigned(key, bound) < 0;
  }

  /** Moves to the lowest key that is not below a bound; false where there is none. */
  public boolean seekAtLeast(byte[] bound) {
    return seekAtLeast(bound, false);
  }

  private boolean seekAtLeast(byte[] bound, boolean after) {
    leaf.at(tree.memory(), tree.descend(bound, bound.length, 0).number());
    int place = leaf.find(bound, bound.length);
    return standUp(place >= 0 ? place + (after ? 1 : 0) : -place - 1);
  }

  /** Moves to the greatest key below a bound (null: of all); false where there is none. */
  public boolean seekBelow(byte @Nullable [] bound) {
    if (bound == null) {
      leaf.at(tree.memory(), tree.lastLeaf());
      return standDown(leaf.count() - 1);
    }
    leaf.at(tree.memory(), tree.descend(bound, bound.length, 0).number());
    int place = leaf.find(bound, bound.length);
    return standDown((place >= 0 ? place : -place - 1) - 1);
  }

  /** Moves to the next higher key; false at the end, where the cursor stays. */
  public boolean next() {
    return seenModifications == index.modifications() ? standUp(at + 1) : seekAtLeast(key, true);
  }

  /** Moves to the next lower key; false at the beginning, where the cursor stays. */
  public boolean previous() {
    return seenModifications == index.modifications() ? standDown(at - 1) : seekBelow(key);
  }

  private boolean standUp(int place) {
    if (place < leaf.count()) {
      return stand(place);
    }
    int next = leaf.next();
    if (next == KeyMemory.NONE) {
      return lost();
    }
    leaf.at(tree.memory(), next);
    return stand(0);
  }

  private boolean standDown(int place) {
    if (place >= 0) {
      return stand(place);
    }
    int previous = leaf.previous();
    if (previous == KeyMemory.NONE) {
      return lost();
    }
    leaf.at(tree.memory(), previous);
    return stand(leaf.count() - 1);
  }

  /** There is no such key: the cursor finds its place again by its own at the next step. */
  private boolean lost() {
    seenModifications = index.modifications() - 1;
    return false;
  }

  private boolean stand(int place) {
    at = place;
    int length = leaf.keyLength(place);
    if (key.length != length) {
      key = new byte[length];
    }
    leaf.copyKey(place, key);
    seenModifications = index.modifications();
    return true;
  }
}
