package io.antipode.load.checker;

import io.antipode.load.history.Evidence;
import io.antipode.load.history.IndexContents;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.TableContents;
import io.antipode.node.item.Item;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * After quiescence a global index holds exactly the table's items that have its key, each once and
 * whole. Assumes an index on {@code gk} that projects all attributes, and the contents of the same
 * region's table.
 */
public final class IndexProjection implements Checker {
  @Override
  public Verdict check(Evidence evidence) {
    long looked = 0;
    for (IndexContents index : evidence.indexes()) {
      for (TableContents table : evidence.tables()) {
        if (table.region().equals(index.region()) && table.table().equals(index.table())) {
          looked += Math.max(1, table.items().size());
          Verdict wrong = difference(index, table);
          if (wrong != null) {
            return wrong;
          }
        }
      }
    }
    return new Verdict.Ok(looked);
  }

  private static @Nullable Verdict difference(IndexContents index, TableContents table) {
    Map<Key, Item> shown = new TreeMap<>();
    for (Item item : index.items()) {
      Key key = Items.key(index.table(), item);
      if (shown.put(key, item) != null) {
        return Verdict.violation("%s shows %s twice".formatted(name(index), key));
      }
    }
    Map<Key, Item> expected = new TreeMap<>(table.items());
    expected.values().removeIf(item -> !item.has(Items.INDEX_KEY));
    for (Key key : Keys.union(shown, expected)) {
      if (!Objects.equals(shown.get(key), expected.get(key))) {
        return Verdict.violation(
            "%s shows %s for %s, the table's projection is %s"
                .formatted(
                    name(index), Show.item(shown.get(key)), key, Show.item(expected.get(key))));
      }
    }
    return null;
  }

  private static String name(IndexContents index) {
    return "index %s of %s in %s".formatted(index.index(), index.table(), index.region());
  }
}
