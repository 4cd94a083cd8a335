package io.antipode.node.expression;

import io.antipode.node.item.Encoded;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemWriter;
import io.antipode.node.item.Utf8;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A projection that shows values without what they stand in.
 *
 * @param paths by the names that their values get, in the order of items
 * @param flat whether all paths are top-level attributes, which are copied as bytes
 */
record FlatProjection(SortedMap<String, DocumentPath> paths, Set<String> roots, boolean flat)
    implements ProjectionExpression {

  static FlatProjection of(List<DocumentPath> paths) {
    SortedMap<String, DocumentPath> named = new TreeMap<>(Utf8.ORDER);
    PathTree tree = new PathTree();
    for (int i = 0; i < paths.size(); i++) {
      DocumentPath path = paths.get(i);
      String name = nameOf(path);
      if (named.put(name, path) != null) {
        throw new ExpressionException("Duplicate identifiers in select clause: " + name);
      }
    }
    for (int i = 0; i < paths.size(); i++) {
      String refusal = tree.add(paths.get(i), i);
      if (refusal != null) {
        throw new ExpressionException(refusal);
      }
    }
    return new FlatProjection(named, tree.roots(), tree.isFlat());
  }

  private static String nameOf(DocumentPath path) {
    StringBuilder name = new StringBuilder(path.root());
    for (DocumentPath.Step step : path.steps()) {
      switch (step) {
        case DocumentPath.Step.Member(String member) -> {
          name.setLength(0);
          name.append(member);
        }
        case DocumentPath.Step.Element element -> name.append(element);
      }
    }
    return name.toString();
  }

  @Override
  public Item apply(Item item) {
    if (flat) {
      return item.only(roots);
    }
    ItemWriter out = ItemWriter.ofThread().beginItem();
    for (Map.Entry<String, DocumentPath> path : paths.entrySet()) {
      Encoded value = path.getValue().valueIn(item);
      if (value != null) {
        out.name(path.getKey()).value(value);
      }
    }
    return out.endItem();
  }

  @Override
  public Set<String> topLevelNames() {
    return roots;
  }
}
