package io.antipode.node.storage.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules that a tree of keys keeps, whatever was done to it. */
final class KeyTreeCheck {
  private final KeyTree tree;
  private final List<Integer> leaves = new ArrayList<>();
  private long keys;

  private KeyTreeCheck(KeyTree tree) {
    this.tree = tree;
  }

  static void check(KeyIndex index) {
    KeyTreeCheck check = new KeyTreeCheck(index.tree());
    check.below(index.tree().root(), index.tree().height(), null, null);
    assertEquals(index.size(), check.keys);
    check.leavesAreLinked();
  }

  /** Keys rise, share the page's prefix, and lie in what the branches above promise. */
  private void below(int number, int height, byte @Nullable [] from, byte @Nullable [] to) {
    KeyPage page = new KeyPage(height > 0).at(tree.memory(), number);
    int firstKey = height > 0 ? 1 : 0;
    assertTrue(page.count() > 0 || (height == 0 && tree.height() == 0), "an empty page");
    assertTrue(page.usedBytes() <= page.bytes());
    byte[] before = from;
    for (int at = firstKey; at < page.count(); at++) {
      byte[] key = page.key(at);
      if (before != null) {
        int order = Arrays.compareUnsigned(before, key);
        assertTrue((at == firstKey && height == 0) ? order <= 0 : order < 0, "keys out of order");
      }
      before = key;
    }
    if (before != null && to != null) {
      assertTrue(Arrays.compareUnsigned(before, to) < 0, "a key above its page's range");
    }
    if (height == 0) {
      leaves.add(number);
      keys += page.count();
      return;
    }
    for (int at = 0; at < page.count(); at++) {
      byte[] low = at == 0 ? from : page.key(at);
      byte[] high = at + 1 < page.count() ? page.key(at + 1) : to;
      below(page.child(at), height - 1, low, high);
    }
  }

  private void leavesAreLinked() {
    List<Integer> up = new ArrayList<>();
    for (int page = tree.firstLeaf(); page != KeyMemory.NONE; page = leaf(page).next()) {
      up.add(page);
    }
    assertEquals(leaves, up);
    List<Integer> down = new ArrayList<>();
    for (int page = tree.lastLeaf(); page != KeyMemory.NONE; page = leaf(page).previous()) {
      down.addFirst(page);
    }
    assertEquals(leaves, down);
  }

  private KeyPage leaf(int number) {
    return new KeyPage(false).at(tree.memory(), number);
  }
}
