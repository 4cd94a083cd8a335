package io.antipode.node.expression;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemSize;
import io.antipode.node.item.Utf8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A parsed update: what it does at each path, and the tree of the paths, whose leaves are indexes
 * into the actions. First every outcome is computed from the item as it was; then the tree is laid
 * over the item once, so list indexes mean positions before the update, whatever else it removes.
 */
record UpdateProgram(List<UpdateAction> actions, PathTree paths) implements Update {
  @Override
  public Result apply(Item current) {
    try {
      @Nullable AttributeValue[] outcomes = new AttributeValue[actions.size()];
      long sizeBytes = 0;
      for (int i = 0; i < outcomes.length; i++) {
        AttributeValue outcome = actions.get(i).outcome(current);
        outcomes[i] = outcome;
        sizeBytes += outcome == null ? 0 : ItemSize.of(outcome);
        if (sizeBytes > ItemSize.MAX_ITEM_BYTES) {
          throw new ExpressionException(TOO_LARGE); // the paths are apart: all of it would stand
        }
      }
      Map<String, @Nullable AttributeValue> changes = new HashMap<>();
      for (Map.Entry<String, PathTree> root : paths.members().entrySet()) {
        PathTree node = root.getValue();
        changes.put(
            root.getKey(),
            node.isLeaf()
                ? outcomes[node.leaf()]
                : inside(current.get(root.getKey()), node, outcomes));
      }
      return new Applied(paths, current, current.with(changes));
    } catch (InvalidItemException e) {
      throw new ExpressionException(String.valueOf(e.getMessage()));
    }
  }

  /** A map or list with the tree below {@code node} laid over it. */
  private static AttributeValue inside(
      @Nullable AttributeValue value, PathTree node, @Nullable AttributeValue[] outcomes) {
    if (value instanceof AttributeValue.M(var members) && !node.members().isEmpty()) {
      return map(members, node, outcomes);
    }
    if (value instanceof AttributeValue.L(var elements) && !node.elements().isEmpty()) {
      return list(elements, node, outcomes);
    }
    throw new ExpressionException(
        "The document path provided in the update expression is invalid for update");
  }

  private static AttributeValue map(
      SortedMap<String, AttributeValue> before,
      PathTree node,
      @Nullable AttributeValue[] outcomes) {
    SortedMap<String, AttributeValue> after = new TreeMap<>(Utf8.ORDER);
    after.putAll(before);
    node.members()
        .forEach(
            (name, member) -> {
              AttributeValue value = outcome(before.get(name), member, outcomes);
              if (value == null) {
                after.remove(name);
              } else {
                after.put(name, value);
              }
            });
    return new AttributeValue.M(after);
  }

  private static AttributeValue list(
      List<AttributeValue> before, PathTree node, @Nullable AttributeValue[] outcomes) {
    List<AttributeValue> after = new ArrayList<>(before.size() + 1);
    for (int i = 0; i < before.size(); i++) {
      PathTree element = node.elements().get(i);
      AttributeValue value =
          element == null ? before.get(i) : outcome(before.get(i), element, outcomes);
      if (value != null) {
        after.add(value);
      }
    }
    for (PathTree beyond : node.elements().tailMap(before.size()).values()) {
      AttributeValue appended = outcome(null, beyond, outcomes);
      if (appended != null) {
        after.add(appended);
      }
    }
    return new AttributeValue.L(after);
  }

  private static @Nullable AttributeValue outcome(
      @Nullable AttributeValue before, PathTree node, @Nullable AttributeValue[] outcomes) {
    return node.isLeaf() ? outcomes[node.leaf()] : inside(before, node, outcomes);
  }

  @Override
  public Set<String> touchedAttributes() {
    return paths.roots();
  }

  @Override
  public boolean onlyRemoves() {
    for (UpdateAction action : actions) {
      boolean removes =
          switch (action) {
            case UpdateAction.Remove _, UpdateAction.Delete _ -> true;
            case UpdateAction.Set _, UpdateAction.Add _ -> false;
          };
      if (!removes) {
        return false;
      }
    }
    return true;
  }

  private record Applied(PathTree paths, Item before, Item updated) implements Result {
    @Override
    public SortedMap<String, AttributeValue> updatedOld() {
      return paths.project(before);
    }

    @Override
    public SortedMap<String, AttributeValue> updatedNew() {
      return paths.project(updated);
    }
  }
}
