package io.antipode.node.expression;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.item.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The paths of a projection or update, joined where they begin alike. A node is a leaf (a path ends
 * there), or leads to members of a map, or to elements of a list; paths that would make it two of
 * these are refused. Built while parsing, then unchanged and safe on any thread.
 */
final class PathTree {
  private static final int NO_LEAF = -1;

  private final TreeMap<String, PathTree> members = new TreeMap<>(Utf8.ORDER);
  private final TreeMap<Integer, PathTree> elements = new TreeMap<>();
  private int leaf = NO_LEAF;

  /** The first path that came through here, for the message about a second that doesn't fit. */
  private @Nullable DocumentPath first;

  /**
   * Adds a path to the tree that this is the root of.
   *
   * @param leaf what the path is for: an index of the caller's, at least 0
   * @return null, or what DynamoDB says of two paths that don't go together
   */
  @Nullable String add(DocumentPath path, int leaf) {
    PathTree node = members.computeIfAbsent(path.root(), _ -> new PathTree());
    for (DocumentPath.Step step : path.steps()) {
      if (node.leaf != NO_LEAF) {
        return together("overlap", node.first, path);
      }
      boolean conflict =
          switch (step) {
            case DocumentPath.Step.Member _ -> !node.elements.isEmpty();
            case DocumentPath.Step.Element _ -> !node.members.isEmpty();
          };
      if (conflict) {
        return together("conflict", node.first, path);
      }
      node.claim(path);
      node =
          switch (step) {
            case DocumentPath.Step.Member(String name) ->
                node.members.computeIfAbsent(name, _ -> new PathTree());
            case DocumentPath.Step.Element(int index) ->
                node.elements.computeIfAbsent(index, _ -> new PathTree());
          };
    }
    if (node.first != null) {
      return together("overlap", node.first, path);
    }
    node.claim(path);
    node.leaf = leaf;
    return null;
  }

  private void claim(DocumentPath path) {
    if (first == null) {
      first = path;
    }
  }

  private static String together(String how, @Nullable DocumentPath one, DocumentPath two) {
    return "Two document paths "
        + how
        + " with each other; must remove or rewrite one of these paths; path one: "
        + one
        + ", path two: "
        + two;
  }

  /** Of the root: the top-level attributes that the paths begin with. */
  Set<String> roots() {
    return members.navigableKeySet();
  }

  Map<String, PathTree> members() {
    return members;
  }

  SortedMap<Integer, PathTree> elements() {
    return elements;
  }

  boolean isLeaf() {
    return leaf != NO_LEAF;
  }

  int leaf() {
    return leaf;
  }

  /** Of the root: whether every path is a top-level attribute. */
  boolean isFlat() {
    for (PathTree member : members.values()) {
      if (!member.isLeaf()) {
        return false;
      }
    }
    return true;
  }

  /** Of the root: the values at the paths, in maps and lists that hold nothing else. */
  SortedMap<String, AttributeValue> project(Item item) {
    SortedMap<String, AttributeValue> projected = new TreeMap<>(Utf8.ORDER);
    members.forEach(
        (name, member) -> {
          AttributeValue value = item.get(name);
          AttributeValue kept = value == null ? null : member.projectValue(value);
          if (kept != null) {
            projected.put(name, kept);
          }
        });
    return projected;
  }

  private @Nullable AttributeValue projectValue(AttributeValue value) {
    if (isLeaf()) {
      return value;
    }
    if (value instanceof AttributeValue.M(var entries) && !members.isEmpty()) {
      SortedMap<String, AttributeValue> kept = new TreeMap<>(Utf8.ORDER);
      members.forEach(
          (name, member) -> {
            AttributeValue entry = entries.get(name);
            AttributeValue keptEntry = entry == null ? null : member.projectValue(entry);
            if (keptEntry != null) {
              kept.put(name, keptEntry);
            }
          });
      return kept.isEmpty() ? null : new AttributeValue.M(kept);
    }
    if (value instanceof AttributeValue.L(var list) && !elements.isEmpty()) {
      List<AttributeValue> kept = new ArrayList<>();
      elements
          .headMap(list.size())
          .forEach(
              (index, element) -> {
                AttributeValue keptElement = element.projectValue(list.get(index));
                if (keptElement != null) {
                  kept.add(keptElement);
                }
              });
      return kept.isEmpty() ? null : new AttributeValue.L(kept);
    }
    return null;
  }
}
