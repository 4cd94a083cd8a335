package io.antipode.node.expression;

import io.antipode.node.item.Encoded;
import io.antipode.node.item.Entries;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemWriter;
import java.util.Iterator;
import java.util.Map;

/**
 * What stands in an item at the paths of a projection or update, in maps and lists that hold
 * nothing else: the tree of paths is walked beside the canonical bytes, which are in the same
 * order. For one thread, within one call.
 */
final class Excerpt {
  private final ItemWriter out = ItemWriter.ofThread();

  private Excerpt() {}

  static Item of(Item item, PathTree paths) {
    Excerpt excerpt = new Excerpt();
    excerpt.out.beginItem();
    excerpt.members(Entries.of(item), paths);
    return excerpt.out.endItem();
  }

  private void members(Entries entries, PathTree node) {
    Iterator<Map.Entry<String, PathTree>> wanted = node.members().entrySet().iterator();
    boolean more = entries.next();
    while (more && wanted.hasNext()) {
      Map.Entry<String, PathTree> one = wanted.next();
      int order = entries.compare(one.getKey());
      while (order > 0 && more) {
        more = entries.next();
        order = more ? entries.compare(one.getKey()) : -1;
      }
      if (order == 0) {
        PathTree member = one.getValue();
        if (member.isLeaf()) {
          entries.copyTo(out);
        } else {
          out.name(one.getKey());
          inside(entries.value(), member);
        }
      }
    }
  }

  private void elements(Entries entries, PathTree node) {
    int index = 0;
    for (Map.Entry<Integer, PathTree> one : node.elements().entrySet()) {
      for (; index <= one.getKey(); index++) {
        if (!entries.next()) {
          return;
        }
      }
      if (one.getValue().isLeaf()) {
        entries.copyTo(out);
      } else {
        inside(entries.value(), one.getValue());
      }
    }
  }

  /** Writes the part of a value, or takes back the name before it where there is none. */
  private void inside(Encoded value, PathTree node) {
    if (value.isList()) {
      out.beginList();
      elements(Entries.of(value), node);
    } else {
      out.beginMap();
      if (value.isMap()) {
        members(Entries.of(value), node);
      }
    }
    out.endUnlessEmpty();
  }
}
