package io.antipode.node.expression;

import io.antipode.node.item.Encoded;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemSize;
import java.util.List;
import java.util.Set;
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
      @Nullable Encoded[] outcomes = new Encoded[actions.size()];
      long sizeBytes = 0;
      for (int i = 0; i < outcomes.length; i++) {
        Encoded outcome = actions.get(i).outcome(current);
        outcomes[i] = outcome;
        sizeBytes += outcome == null ? 0 : outcome.sizeBytes();
        if (sizeBytes > ItemSize.MAX_ITEM_BYTES) {
          throw new ExpressionException(TOO_LARGE); // the paths are apart: all of it would stand
        }
      }
      return new Applied(paths, current, Overlay.apply(current, paths, outcomes));
    } catch (InvalidItemException e) {
      throw new ExpressionException(String.valueOf(e.getMessage()));
    }
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
    public Item updatedOld() {
      return Excerpt.of(before, paths);
    }

    @Override
    public Item updatedNew() {
      return Excerpt.of(updated, paths);
    }
  }
}
