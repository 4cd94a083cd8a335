package io.antipode.load.checker;

import io.antipode.load.history.Action;
import io.antipode.load.history.Evidence;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.load.history.TableContents;
import io.antipode.node.item.Item;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * No region shows an item again that an acknowledged deletion of greater version has removed. Part
 * of what {@link Winner} says, but it names the promise, and it also speaks where an INDETERMINATE
 * write may have won.
 *
 * <p>Looks at final contents, by versions; not for runs in which a region loses its disk.
 */
public final class NoResurrection implements Checker {
  @Override
  public Verdict check(Evidence evidence) {
    long looked = 0;
    Map<Key, List<Op>> items = Writes.byKey(evidence.ops());
    for (TableContents table : evidence.tables()) {
      for (Map.Entry<Key, Item> stored : table.items().entrySet()) {
        List<Op> ops = items.getOrDefault(stored.getKey(), List.of());
        Op writer = Writes.writer(ops, stored.getValue());
        if (writer == null || writer.version() == null) {
          continue;
        }
        looked++;
        Op deletion = later(ops, writer);
        if (deletion != null) {
          return Verdict.violation(
              "%s holds item %d of %s, which was deleted after it was written"
                  .formatted(table.region(), Items.number(stored.getValue()), stored.getKey()),
              writer,
              deletion);
        }
      }
    }
    return new Verdict.Ok(looked);
  }

  private static @Nullable Op later(List<Op> ops, Op writer) {
    for (Op op : ops) {
      if (op.action() instanceof Action.Delete
          && op.isOk()
          && op.version() != null
          && writer.version() != null
          && op.version().beats(writer.version())) {
        return op;
      }
    }
    return null;
  }
}
