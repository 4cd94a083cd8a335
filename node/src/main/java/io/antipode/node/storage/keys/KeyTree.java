package io.antipode.node.storage.keys;

import java.util.Arrays;

/**
 * The tree of {@link KeyPage}s: leaves at height 0, linked with their neighbours, and branches
 * above them.
 *
 * <p>Every change finds its page from the root down by the key that it concerns, at each height
 * anew: a separator between two pages leads to the left one as long as the right one is not in the
 * branch yet. So no path has to be kept right while pages above it split or go.
 */
final class KeyTree {
  private static final int MAX_HEIGHT = 32;

  /** Whatever the length of its keys, a branch takes so many children: the tree stays low. */
  private static final int LEAST_CHILDREN = 3;

  private static final byte[] LOWEST = {};

  private final KeyMemory memory;
  private final int fullBytes;

  /** A view for each height: of the page that the last {@link #descend} came to there. */
  private final KeyPage[] views = new KeyPage[MAX_HEIGHT];

  /** For the neighbour of a page, and for one that is being built, of leaves and of branches. */
  private final KeyPage[] others = {new KeyPage(false), new KeyPage(true)};

  private final KeyPage[] builders = {new KeyPage(false), new KeyPage(true)};

  private int root;
  private int height;
  private int firstLeaf;
  private int lastLeaf;

  KeyTree(KeyMemory memory, int fullBytes) {
    this.memory = memory;
    this.fullBytes = fullBytes;
    for (int at = 0; at < MAX_HEIGHT; at++) {
      views[at] = new KeyPage(at > 0);
    }
    plant(LOWEST, 0);
  }

  /** Begins with one leaf, which has no key yet. */
  private KeyPage plant(byte[] prefix, int prefixLength) {
    height = 0;
    root = memory.allocate(KeyPage.HEADER_BYTES + prefixLength + views[0].entryBytes(0, 0));
    firstLeaf = root;
    lastLeaf = root;
    KeyPage leaf = views[0].at(memory, root);
    leaf.clear(prefix, prefixLength);
    return leaf;
  }

  KeyMemory memory() {
    return memory;
  }

  int root() {
    return root;
  }

  int height() {
    return height;
  }

  int firstLeaf() {
    return firstLeaf;
  }

  int lastLeaf() {
    return lastLeaf;
  }

  /** The page at a height that holds a key, if any does; valid until the next descent. */
  KeyPage descend(byte[] key, int length, int toHeight) {
    int page = root;
    for (int at = height; at > toHeight; at--) {
      KeyPage branch = views[at].at(memory, page);
      page = branch.child(branch.floor(key, length));
    }
    return views[toHeight].at(memory, page);
  }

  /** The last leaf, as if a descent had come there. */
  KeyPage toLastLeaf() {
    return views[0].at(memory, lastLeaf);
  }

  private static KeyPage of(KeyPage[] kinds, int at) {
    return kinds[Math.min(at, 1)];
  }

  private int limit(KeyPage page) {
    return page.bytes() > KeyMemory.PAGE_BYTES ? page.bytes() : fullBytes;
  }

  private boolean isSmall(KeyPage page) {
    return page.usedBytes() < fullBytes / 4;
  }

  /**
   * Inserts an entry into the page that a descent came to, or makes room for it.
   *
   * @return false where the page was split: descend again
   */
  boolean insert(int level, int at, byte[] key, int length, int child) {
    KeyPage page = views[level];
    int count = page.count();
    if (count == 0) {
      memory.free(page.number());
      plant(key, length).put(0, key, length, child);
      return true;
    }
    int shared = page.sharedWithPrefix(key, length);
    boolean hasPrefix = shared == page.prefixLength();
    int needed = hasPrefix ? page.usedBytes() : page.packedBytes(0, count, shared);
    needed += page.entryBytes(length, shared);
    if (needed <= limit(page) || (level > 0 && count < LEAST_CHILDREN)) {
      if (needed > page.bytes()) {
        enlarge(level, page, key, length, needed);
      }
      if (!hasPrefix || !page.fits(length)) {
        pack(level, page, count, shared);
      }
      page.put(at, key, length, child);
      return true;
    }
    if (at == count) {
      insertRight(level, page, key, length, child);
      return true;
    }
    if (at == 0 && (count == 1 || !hasPrefix)) {
      insertLeft(page, key, length);
      return true;
    }
    split(level, page);
    return false;
  }

  /** Keeps the first keys of a page only, without garbage. */
  private void pack(int level, KeyPage page, int count, int prefixLength) {
    KeyPage built = of(builders, level).at(memory, memory.allocate(page.bytes()));
    built.clear(page.prefixBytes(0, prefixLength), prefixLength);
    built.append(page, 0, count);
    page.copyFrom(built);
    memory.free(built.number());
  }

  /** Gives a branch, which a key leads to, a larger page. */
  private void enlarge(int level, KeyPage branch, byte[] key, int length, int bytes) {
    int outgrown = branch.number();
    KeyPage larger = builders[1].at(memory, memory.allocate(bytes));
    larger.clear(branch.prefix(), branch.prefixLength());
    larger.append(branch, 0, branch.count());
    if (level == height) {
      root = larger.number();
    } else {
      KeyPage parent = descend(key, length, level + 1);
      parent.setChild(parent.floor(key, length), larger.number());
    }
    branch.at(memory, larger.number());
    memory.free(outgrown);
  }

  /** Gives an entry that lies above a full page's others a page of its own. */
  private void insertRight(int level, KeyPage page, byte[] key, int length, int child) {
    KeyPage right = of(others, level);
    byte[] wanted = Arrays.copyOf(key, length);
    if (level == 0) {
      byte[] separator = KeyPage.separator(page.key(page.count() - 1), wanted);
      alone(right, wanted);
      linkAfter(page, right);
      addChild(1, separator, right.number());
    } else {
      right.at(memory, memory.allocate(KeyMemory.PAGE_BYTES));
      right.clear(LOWEST, 0);
      right.put(0, LOWEST, 0, child);
      addChild(level + 1, wanted, right.number());
    }
  }

  /** Gives a key that lies below a full leaf's others a leaf of its own. */
  private void insertLeft(KeyPage page, byte[] key, int length) {
    int full = page.number();
    byte[] wanted = Arrays.copyOf(key, length);
    byte[] separator = KeyPage.separator(wanted, page.key(0));
    KeyPage left = others[0];
    alone(left, wanted);
    linkBefore(page, left);
    if (height == 0) {
      root = left.number();
    } else {
      KeyPage parent = descend(wanted, length, 1);
      parent.setChild(parent.floor(wanted, length), left.number());
    }
    addChild(1, separator, full);
  }

  private void alone(KeyPage leaf, byte[] key) {
    int bytes = KeyPage.HEADER_BYTES + key.length + leaf.entryBytes(0, 0);
    leaf.at(memory, memory.allocate(bytes));
    leaf.clear(key, key.length);
    leaf.put(0, key, key.length, KeyMemory.NONE);
  }

  private void split(int level, KeyPage page) {
    int count = page.count();
    int middle = page.middle();
    byte[] separator = page.key(middle);
    if (level == 0) {
      separator = KeyPage.separator(page.key(middle - 1), separator);
    }
    int prefix = page.sharedPrefix(middle, count);
    KeyPage right = of(others, level);
    right.at(memory, memory.allocate(page.packedBytes(middle, count, prefix)));
    right.clear(page.prefixBytes(middle, prefix), prefix);
    right.append(page, middle, count);
    if (level == 0) {
      linkAfter(page, right);
    }
    pack(level, page, middle, page.sharedPrefix(0, middle));
    addChild(level + 1, separator, right.number());
  }

  /** Adds a page to the branches above; what it was split from is there. */
  private void addChild(int level, byte[] separator, int child) {
    if (level > height) {
      growRoot(separator, child);
      return;
    }
    boolean added;
    do {
      int at = descend(separator, separator.length, level).floor(separator, separator.length);
      added = insert(level, at + 1, separator, separator.length, child);
    } while (!added);
  }

  private void growRoot(byte[] separator, int right) {
    KeyPage branch = views[height + 1];
    int bytes = KeyPage.HEADER_BYTES + branch.entryBytes(0, 0);
    bytes += branch.entryBytes(separator.length, 0);
    branch.at(memory, memory.allocate(bytes));
    branch.clear(LOWEST, 0);
    branch.put(0, LOWEST, 0, root);
    branch.put(1, separator, separator.length, right);
    root = branch.number();
    height++;
  }

  /** Removes keys of the leaf that a descent by one of them came to. */
  void remove(byte[] key, int length, int from, int to) {
    KeyPage leaf = views[0];
    leaf.remove(from, to);
    if (leaf.count() > 0) {
      if (isSmall(leaf)) {
        merge(0, key, length);
      }
    } else if (height > 0) {
      unlink(leaf);
      removeChild(1, key, length);
    }
    lowerRoot();
  }

  /** Removes the page below a height that a key leads to, and what is empty without it. */
  private void removeChild(int level, byte[] key, int length) {
    KeyPage branch = descend(key, length, level);
    int slot = branch.floor(key, length);
    memory.free(branch.child(slot));
    branch.removeChild(slot);
    if (branch.count() > 0) {
      if (isSmall(branch)) {
        merge(level, key, length);
      }
    } else if (level < height) {
      removeChild(level + 1, key, length);
    } else {
      memory.free(root);
      plant(LOWEST, 0);
    }
  }

  /** Unites a small page with a neighbour under the same branch where both fit well. */
  private void merge(int level, byte[] key, int length) {
    if (level == height) {
      return;
    }
    KeyPage parent = descend(key, length, level + 1);
    int slot = parent.floor(key, length);
    boolean merged = slot + 1 < parent.count() && absorb(level, parent, slot + 1);
    if ((merged || (slot > 0 && absorb(level, parent, slot))) && isSmall(parent)) {
      merge(level + 1, key, length);
    }
  }

  /** Moves the entries of a branch's child to its left neighbour. */
  private boolean absorb(int level, KeyPage parent, int rightSlot) {
    KeyPage left = views[level].at(memory, parent.child(rightSlot - 1));
    KeyPage right = of(others, level).at(memory, parent.child(rightSlot));
    byte[] between = parent.key(rightSlot);
    int prefix = sharedPrefix(level, left, right, between);
    int bytes = left.packedBytes(0, left.count(), prefix) - KeyPage.HEADER_BYTES - prefix;
    bytes += right.packedBytes(0, right.count(), prefix);
    bytes += level == 0 ? 0 : between.length - prefix;
    if (bytes > limit(left) * 3 / 4) {
      return false;
    }
    KeyPage built = of(builders, level).at(memory, memory.allocate(left.bytes()));
    built.clear(level == 0 ? left.key(0) : between, prefix);
    built.append(left, 0, left.count());
    if (level == 0) {
      built.append(right, 0, right.count());
      unlink(right);
    } else {
      built.put(built.count(), between, between.length, right.child(0));
      built.append(right, 1, right.count());
    }
    left.copyFrom(built);
    memory.free(built.number());
    memory.free(right.number());
    parent.removeChild(rightSlot);
    return true;
  }

  private static int sharedPrefix(int level, KeyPage left, KeyPage right, byte[] between) {
    int firstKey = level == 0 ? 0 : 1;
    byte[] first = left.count() > firstKey ? left.key(firstKey) : between;
    byte[] last = right.count() > firstKey ? right.key(right.count() - 1) : between;
    int mismatch = Arrays.mismatch(first, last);
    return mismatch < 0 ? first.length : mismatch;
  }

  private void lowerRoot() {
    while (height > 0 && views[height].at(memory, root).count() == 1) {
      int only = views[height].child(0);
      memory.free(root);
      root = only;
      height--;
    }
  }

  private void linkAfter(KeyPage page, KeyPage right) {
    int next = page.next();
    right.setPrevious(page.number());
    right.setNext(next);
    page.setNext(right.number());
    if (next == KeyMemory.NONE) {
      lastLeaf = right.number();
    } else {
      builders[0].at(memory, next).setPrevious(right.number());
    }
  }

  private void linkBefore(KeyPage page, KeyPage left) {
    int previous = page.previous();
    left.setNext(page.number());
    left.setPrevious(previous);
    page.setPrevious(left.number());
    if (previous == KeyMemory.NONE) {
      firstLeaf = left.number();
    } else {
      builders[0].at(memory, previous).setNext(left.number());
    }
  }

  private void unlink(KeyPage leaf) {
    int previous = leaf.previous();
    int next = leaf.next();
    KeyPage neighbour = new KeyPage(false);
    if (previous == KeyMemory.NONE) {
      firstLeaf = next;
    } else {
      neighbour.at(memory, previous).setNext(next);
    }
    if (next == KeyMemory.NONE) {
      lastLeaf = previous;
    } else {
      neighbour.at(memory, next).setPrevious(previous);
    }
  }
}
