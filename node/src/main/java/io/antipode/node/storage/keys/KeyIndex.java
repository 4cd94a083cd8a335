package io.antipode.node.storage.keys;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ordered set of a shard's keys: those of items, of tombstones and of index entries, compared
 * as unsigned bytes. A B+ tree of {@link KeyPage}s outside the heap, since a node holds millions of
 * keys: one of 30 bytes takes about as much here, where a map entry would take four times that, and
 * the garbage collector never looks at it.
 *
 * <p>A key above all others of its leaf that finds no room there gets a leaf of its own instead of
 * half of the others. So keys in order, of a whole table as recovery brings them or of one
 * partition as clients do, fill leaves whole, and loading sorted keys needs no way of its own.
 *
 * <p>Nothing is allocated on the heap by a lookup, an insertion or a removal, unless pages split.
 * One thread at a time.
 */
public final class KeyIndex {
  /**
   * No key that is made is longer: an entry of an index with four parts of 2 KB and four of 1 KB,
   * all of it escaped, and its item's key. The largest page takes a branch of three.
   */
  static final int MAX_KEY_BYTES = 31 << 10;

  private final KeyTree tree;
  private long size;
  private int modifications;

  /**
   * @param memory for its pages; other indexes may share it
   */
  public KeyIndex(KeyMemory memory) {
    this(memory, KeyMemory.PAGE_BYTES);
  }

  /** For tests: what is called full at fewer bytes makes a deep tree of few keys. */
  KeyIndex(KeyMemory memory, int fullBytes) {
    this.tree = new KeyTree(memory, fullBytes);
  }

  public long size() {
    return size;
  }

  public boolean contains(byte[] key) {
    return tree.descend(key, key.length, 0).find(key, key.length) >= 0;
  }

  /**
   * Adds a key; its bytes are copied.
   *
   * @return false where it was there already
   */
  public boolean insert(byte[] key) {
    return insert(key, key.length);
  }

  private boolean insert(byte[] key, int length) {
    if (length > MAX_KEY_BYTES) {
      throw new IllegalArgumentException("a key of " + length + " bytes");
    }
    if (append(key, length)) {
      return grown();
    }
    while (true) {
      KeyPage leaf = tree.descend(key, length, 0);
      int found = leaf.find(key, length);
      if (found >= 0) {
        return false;
      }
      if (tree.insert(0, -found - 1, key, length, KeyMemory.NONE)) {
        return grown();
      }
    }
  }

  private boolean grown() {
    size++;
    modifications++;
    return true;
  }

  /** Adds a key that lies above all others, if it does, without a descent. */
  private boolean append(byte[] key, int length) {
    KeyPage last = tree.toLastLeaf();
    int count = last.count();
    return count > 0
        && last.find(key, length, count - 1) == -count - 1
        && tree.insert(0, count, key, length, KeyMemory.NONE);
  }

  /**
   * Removes a key.
   *
   * @return whether it was there
   */
  public boolean remove(byte[] key) {
    int found = tree.descend(key, key.length, 0).find(key, key.length);
    if (found < 0) {
      return false;
    }
    remove(key, found, found + 1);
    return true;
  }

  private void remove(byte[] key, int from, int to) {
    tree.remove(key, key.length, from, to);
    size -= to - from;
    modifications++;
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
    while (removed < maxKeys && cursor.seekAtLeast(from) && (to == null || cursor.isBelow(to))) {
      byte[] first = cursor.key();
      KeyPage leaf = tree.descend(first, first.length, 0);
      int start = leaf.find(first, first.length);
      int end = leaf.count();
      if (to != null) {
        int bound = leaf.find(to, to.length);
        end = bound >= 0 ? bound : -bound - 1;
      }
      end = start + Math.min(end - start, maxKeys - removed);
      remove(first, start, end);
      removed += end - start;
    }
    return removed;
  }

  /** A new cursor, at no key yet. It survives changes of the index. */
  public KeyCursor cursor() {
    return new KeyCursor(this, tree);
  }

  int modifications() {
    return modifications;
  }

  /** Writes the number of keys and all leaves in order ({@link KeyRun}), then two zero bytes. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeLong(size);
    KeyRun run = new KeyRun();
    KeyPage leaf = new KeyPage(false);
    for (int page = tree.firstLeaf(); page != KeyMemory.NONE; page = leaf.next()) {
      leaf.at(tree.memory(), page);
      if (leaf.count() > 0) {
        run.write(leaf, out);
      }
    }
    out.writeShort(0);
  }

  /** Takes what {@link #writeTo} wrote; only into an empty index. */
  public void readFrom(DataInput in) throws IOException {
    if (size != 0) {
      throw new IllegalStateException("holds " + size + " keys");
    }
    long total = in.readLong();
    KeyRun run = new KeyRun();
    byte[] key = {};
    while (run.read(in)) {
      for (int i = 0; i < run.count(); i++) {
        int length = run.keyLength(i);
        key = withRoom(key, length);
        run.copyKey(i, key);
        insert(key, length);
      }
    }
    if (size != total) {
      throw new IOException(size + " keys instead of " + total);
    }
  }

  /** For tests, which look whether its rules hold. */
  KeyTree tree() {
    return tree;
  }

  /** An array with the same content and room for so much. */
  static byte[] withRoom(byte[] buffer, int length) {
    return buffer.length >= length ? buffer : Arrays.copyOf(buffer, Math.max(64, 2 * length));
  }
}
