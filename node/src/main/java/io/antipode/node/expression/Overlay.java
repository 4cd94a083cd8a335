package io.antipode.node.expression;

import io.antipode.node.item.Encoded;
import io.antipode.node.item.Entries;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemWriter;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An item with the outcomes of an update laid over it, or only what stands at the update's paths:
 * both walk the tree of paths beside the canonical bytes, which are in the same order, and copy
 * what they leave alone. For one thread, within one call.
 */
final class Overlay {
  private final ItemWriter out = ItemWriter.ofThread();
  private final @Nullable Encoded[] outcomes;

  private Overlay(@Nullable Encoded[] outcomes) {
    this.outcomes = outcomes;
  }

  /**
   * @param outcomes what stands at each leaf afterwards, null for nothing
   */
  static Item apply(Item before, PathTree paths, @Nullable Encoded[] outcomes) {
    Overlay overlay = new Overlay(outcomes);
    overlay.out.beginItem();
    overlay.members(Entries.of(before), paths);
    return overlay.out.endItem();
  }

  private void members(Entries before, PathTree node) {
    Iterator<Map.Entry<String, PathTree>> changes = node.members().entrySet().iterator();
    Map.Entry<String, PathTree> change = next(changes);
    while (before.next()) {
      int order = change == null ? 1 : before.compare(change.getKey());
      while (change != null && order < 0) {
        named(change, null);
        change = next(changes);
        order = change == null ? 1 : before.compare(change.getKey());
      }
      if (change != null && order == 0) {
        named(change, before.value());
        change = next(changes);
      } else {
        before.copyTo(out);
      }
    }
    for (; change != null; change = next(changes)) {
      named(change, null);
    }
  }

  private static <T> @Nullable T next(Iterator<T> iterator) {
    return iterator.hasNext() ? iterator.next() : null;
  }

  private void named(Map.Entry<String, PathTree> change, @Nullable Encoded before) {
    PathTree node = change.getValue();
    if (!node.isLeaf() || outcomes[node.leaf()] != null) {
      out.name(change.getKey());
    }
    changed(node, before);
  }

  private void elements(Entries before, PathTree node) {
    int index = 0;
    for (; before.next(); index++) {
      PathTree element = node.elements().get(index);
      if (element == null) {
        before.copyTo(out);
      } else {
        changed(element, before.value());
      }
    }
    for (PathTree beyond : node.elements().tailMap(index).values()) {
      changed(beyond, null);
    }
  }

  private void changed(PathTree node, @Nullable Encoded before) {
    if (node.isLeaf()) {
      Encoded outcome = outcomes[node.leaf()];
      if (outcome != null) {
        out.value(outcome);
      }
    } else if (before != null && before.isMap() && !node.members().isEmpty()) {
      out.beginMap();
      members(Entries.of(before), node);
      out.end();
    } else if (before != null && before.isList() && !node.elements().isEmpty()) {
      out.beginList();
      elements(Entries.of(before), node);
      out.end();
    } else {
      throw new ExpressionException(
          "The document path provided in the update expression is invalid for update");
    }
  }
}
