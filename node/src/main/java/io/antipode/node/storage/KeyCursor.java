package io.antipode.node.storage;

import org.jspecify.annotations.Nullable;

/**
 * A place in a {@link KeyIndex}. When the index has changed since the last step, the cursor finds
 * its place again by its key, whether or not that key is still there.
 */
public final class KeyCursor {
  private static final byte[] NONE = {};

  private final KeyIndex index;
  private KeyLeaf leaf;
  private int at;
  private byte[] key = NONE;
  private int seenModifications;

  KeyCursor(KeyIndex index) {
    this.index = index;
    this.leaf = index.firstLeaf();
  }

  /** The key stood on; valid after a move that returned true, and the caller's to keep. */
  public byte[] key() {
    return key;
  }

  /** Moves to the lowest key that is not below a bound; false where there is none. */
  public boolean seekAtLeast(byte[] bound) {
    KeyLeaf found = index.descend(bound);
    int place = found.find(bound);
    return standUp(found, place >= 0 ? place : -place - 1);
  }

  /** Moves to the greatest key below a bound (null: of all); false where there is none. */
  public boolean seekBelow(byte @Nullable [] bound) {
    if (bound == null) {
      KeyLeaf last = index.lastLeaf();
      return standDown(last, last.count() - 1);
    }
    KeyLeaf found = index.descend(bound);
    int place = found.find(bound);
    return standDown(found, (place >= 0 ? place : -place - 1) - 1);
  }

  /** Moves to the next higher key; false at the end, where the cursor stays. */
  public boolean next() {
    if (seenModifications == index.modifications()) {
      return standUp(leaf, at + 1);
    }
    KeyLeaf found = index.descend(key);
    int place = found.find(key);
    return standUp(found, place >= 0 ? place + 1 : -place - 1);
  }

  /** Moves to the next lower key; false at the beginning, where the cursor stays. */
  public boolean previous() {
    return seenModifications == index.modifications() ? standDown(leaf, at - 1) : seekBelow(key);
  }

  private boolean standUp(KeyLeaf found, int place) {
    KeyLeaf next = found.next;
    if (place < found.count()) {
      stand(found, place);
      return true;
    }
    if (next == null) {
      return false;
    }
    stand(next, 0);
    return true;
  }

  private boolean standDown(KeyLeaf found, int place) {
    KeyLeaf previous = found.previous;
    if (place >= 0) {
      stand(found, place);
      return true;
    }
    if (previous == null) {
      return false;
    }
    stand(previous, previous.count() - 1);
    return true;
  }

  private void stand(KeyLeaf found, int place) {
    leaf = found;
    at = place;
    key = found.key(place);
    seenModifications = index.modifications();
  }
}
