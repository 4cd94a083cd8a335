package io.antipode.node.storage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ordered set of a shard's keys: those of items, of tombstones and of index entries, compared
 * as unsigned bytes. A B+ tree whose leaves pack their keys into one array without their common
 * prefix, because a node holds millions of keys on its heap: a key of 30 bytes takes about as much
 * here, where a map entry would take four times that.
 *
 * <p>Keys that are inserted in order go straight to the last leaf and fill leaves whole, so loading
 * sorted keys needs no way of its own. One thread at a time.
 */
public final class KeyIndex {
  private static final int DEFAULT_LEAF_KEYS = 128;
  private static final int MAX_DEPTH = 16;

  private final int leafKeys;
  private KeyNode root = new KeyLeaf();
  private long size;
  private int modifications;

  /** Where the last key was appended, while it is a leaf of the tree. */
  private @Nullable KeyLeaf tail;

  /** The way from the root to the leaf of the last {@link #descend}. */
  private final KeyBranch[] path = new KeyBranch[MAX_DEPTH];

  private final int[] slots = new int[MAX_DEPTH];
  private int depth;

  public KeyIndex() {
    this(DEFAULT_LEAF_KEYS);
  }

  /** For tests: small leaves make a deep tree of few keys. */
  KeyIndex(int leafKeys) {
    this.leafKeys = leafKeys;
  }

  public long size() {
    return size;
  }

  public boolean contains(byte[] key) {
    return descend(key).find(key) >= 0;
  }

  /**
   * Adds a key; its bytes are copied.
   *
   * @return false where it was there already
   */
  public boolean insert(byte[] key) {
    if (append(key)) {
      return true;
    }
    KeyLeaf leaf = descend(key);
    int found = leaf.find(key);
    if (found >= 0) {
      return false;
    }
    while (found < 0) {
      KeyLeaf right = leaf.insert(-found - 1, key, leafKeys);
      if (right == null) {
        break;
      }
      addChild(separator(leaf.key(leaf.count() - 1), right.key(0)), right);
      leaf = descend(key);
      found = leaf.find(key);
    }
    tail = leaf.next == null ? leaf : tail;
    size++;
    modifications++;
    return true;
  }

  /** Adds a key that lies above all others; false where it does not, or where that isn't known. */
  private boolean append(byte[] key) {
    KeyLeaf last = tail;
    if (last == null || last.next != null || !last.isBelow(key)) {
      return false;
    }
    KeyLeaf right = last.insert(last.count(), key, leafKeys);
    if (right != null) {
      descendToLast();
      addChild(separator(last.key(last.count() - 1), right.key(0)), right);
      tail = right;
    }
    size++;
    modifications++;
    return true;
  }

  /**
   * Removes a key.
   *
   * @return whether it was there
   */
  public boolean remove(byte[] key) {
    KeyLeaf leaf = descend(key);
    int found = leaf.find(key);
    if (found < 0) {
      return false;
    }
    remove(leaf, found, found + 1);
    return true;
  }

  /**
   * Removes keys of a range, lowest first.
   *
   * @param to exclusive; null for no upper bound
   * @param maxKeys at most this many, so that large ranges go in slices
   * @return how many were removed; fewer than {@code maxKeys} when the range is empty now
   */
  public int removeRange(byte[] from, byte @Nullable [] to, int maxKeys) {
    int removed = 0;
    KeyCursor cursor = cursor();
    while (removed < maxKeys && cursor.seekAtLeast(from)) {
      byte[] first = cursor.key();
      if (to != null && Arrays.compareUnsigned(first, to) >= 0) {
        break;
      }
      KeyLeaf leaf = descend(first);
      int start = leaf.find(first);
      int end = leaf.count();
      if (to != null) {
        int bound = leaf.find(to);
        end = bound >= 0 ? bound : -bound - 1;
      }
      end = Math.min(end, start + maxKeys - removed);
      remove(leaf, start, end);
      removed += end - start;
    }
    return removed;
  }

  /** A new cursor, at no key yet. It survives changes of the index. */
  public KeyCursor cursor() {
    return new KeyCursor(this);
  }

  /** Writes the number of keys and all leaves in order, then two zero bytes. */
  void writeTo(DataOutput out) throws IOException {
    out.writeLong(size);
    for (KeyLeaf leaf = firstLeaf(); leaf != null; leaf = leaf.next) {
      if (leaf.count() > 0) {
        leaf.writeTo(out);
      }
    }
    out.writeShort(0);
  }

  /** Takes what {@link #writeTo} wrote, leaf by leaf; only into an empty index. */
  void readFrom(DataInput in) throws IOException {
    if (size != 0) {
      throw new IllegalStateException("holds " + size + " keys");
    }
    long total = in.readLong();
    KeyLeaf last = null;
    for (KeyLeaf leaf = KeyLeaf.readFrom(in); leaf != null; leaf = KeyLeaf.readFrom(in)) {
      if (last == null) {
        root = leaf;
      } else {
        last.linkAfterThis(leaf);
        descendToLast();
        addChild(separator(last.key(last.count() - 1), leaf.key(0)), leaf);
      }
      size += leaf.count();
      last = leaf;
    }
    modifications++;
    if (size != total) {
      throw new IOException(size + " keys instead of " + total);
    }
  }

  private void descendToLast() {
    depth = 0;
    for (KeyNode node = root; node instanceof KeyBranch branch; ) {
      path[depth] = branch;
      slots[depth++] = branch.count() - 1;
      node = branch.child(branch.count() - 1);
    }
  }

  int modifications() {
    return modifications;
  }

  /** The leaf that holds a key, if any does; notes the way there. */
  KeyLeaf descend(byte[] key) {
    KeyNode node = root;
    depth = 0;
    while (true) {
      switch (node) {
        case KeyLeaf leaf -> {
          return leaf;
        }
        case KeyBranch branch -> {
          int slot = branch.childOf(key);
          path[depth] = branch;
          slots[depth++] = slot;
          node = branch.child(slot);
        }
      }
    }
  }

  KeyLeaf firstLeaf() {
    return descend(new byte[0]);
  }

  KeyLeaf lastLeaf() {
    KeyNode node = root;
    while (node instanceof KeyBranch branch) {
      node = branch.child(branch.count() - 1);
    }
    return (KeyLeaf) node;
  }

  /** The shortest bytes above {@code left} and not above {@code right}. */
  private static byte[] separator(byte[] left, byte[] right) {
    return Arrays.copyOf(right, Arrays.mismatch(left, right) + 1);
  }

  private void addChild(byte[] separator, KeyNode right) {
    byte[] between = separator;
    KeyNode child = right;
    for (int level = depth - 1; level >= 0; level--) {
      KeyBranch branch = path[level];
      if (!branch.addAfter(slots[level], between, child)) {
        return;
      }
      KeyBranch.Split split = branch.split();
      between = split.separator();
      child = split.right();
    }
    root = KeyBranch.of(root, between, child);
  }

  private void remove(KeyLeaf leaf, int from, int to) {
    tail = null;
    leaf.remove(from, to);
    size -= to - from;
    modifications++;
    if (depth == 0) {
      return;
    }
    KeyBranch parent = path[depth - 1];
    int slot = slots[depth - 1];
    if (leaf.count() == 0) {
      leaf.unlink();
      parent.removeChild(slot);
    } else if (leaf.count() < leafKeys / 4) {
      mergeLeaf(leaf, parent, slot);
    }
    shrinkBranches();
  }

  private void mergeLeaf(KeyLeaf leaf, KeyBranch parent, int slot) {
    if (slot + 1 < parent.count()
        && parent.child(slot + 1) instanceof KeyLeaf right
        && leaf.canAbsorb(right, leafKeys)) {
      leaf.absorb(right);
      parent.removeChild(slot + 1);
    } else if (slot > 0
        && parent.child(slot - 1) instanceof KeyLeaf left
        && left.canAbsorb(leaf, leafKeys)) {
      left.absorb(leaf);
      parent.removeChild(slot);
    }
  }

  /** After a child was removed at the bottom of the path. */
  private void shrinkBranches() {
    for (int level = depth - 1; level > 0; level--) {
      KeyBranch branch = path[level];
      KeyBranch parent = path[level - 1];
      int slot = slots[level - 1];
      if (branch.count() == 0) {
        parent.removeChild(slot);
      } else if (branch.count() < KeyBranch.MAX_CHILDREN / 4) {
        mergeBranch(branch, parent, slot);
      }
    }
    while (root instanceof KeyBranch branch && branch.count() <= 1) {
      root = branch.count() == 0 ? new KeyLeaf() : branch.child(0);
    }
  }

  private static void mergeBranch(KeyBranch branch, KeyBranch parent, int slot) {
    if (slot + 1 < parent.count()
        && parent.child(slot + 1) instanceof KeyBranch right
        && branch.canAbsorb(right)) {
      branch.absorb(parent.separator(slot), right);
      parent.removeChild(slot + 1);
    } else if (slot > 0
        && parent.child(slot - 1) instanceof KeyBranch left
        && left.canAbsorb(branch)) {
      left.absorb(parent.separator(slot - 1), branch);
      parent.removeChild(slot);
    }
  }
}
