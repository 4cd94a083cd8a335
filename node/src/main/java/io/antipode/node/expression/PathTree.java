package io.antipode.node.expression;

import io.antipode.node.item.Utf8;
import java.util.Collections;
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

  private SortedMap<String, PathTree> members = Collections.emptySortedMap();
  private SortedMap<Integer, PathTree> elements = Collections.emptySortedMap();
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
    PathTree node = member(path.root());
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
            case DocumentPath.Step.Member(String name) -> node.member(name);
            case DocumentPath.Step.Element(int index) -> node.element(index);
          };
    }
    if (node.first != null) {
      return together("overlap", node.first, path);
    }
    node.claim(path);
    node.leaf = leaf;
    return null;
  }

  private PathTree member(String name) {
    if (members.isEmpty()) {
      members = new TreeMap<>(Utf8.ORDER);
    }
    return members.computeIfAbsent(name, _ -> new PathTree());
  }

  private PathTree element(int index) {
    if (elements.isEmpty()) {
      elements = new TreeMap<>();
    }
    return elements.computeIfAbsent(index, _ -> new PathTree());
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
    return members.keySet();
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
}
