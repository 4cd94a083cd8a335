package io.antipode.load.checker;

import io.antipode.load.history.Action;
import io.antipode.load.history.Evidence;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.load.history.Outcome;
import io.antipode.load.history.Result;
import io.antipode.node.item.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A finished Query or Scan of a table shows every stable key exactly once, no key twice, only items
 * that somebody may have written, and a Query in the order of its sort keys.
 *
 * <p>A key is stable for a walk when the same region acknowledged a put of it before the walk was
 * called and nobody ever tried to delete it. Walks of an index are left out: an item that moves may
 * rightly be seen twice or never. Tables whose items come from whole puts.
 */
public final class Pages implements Checker {
  @Override
  public Verdict check(Evidence evidence) {
    Map<String, Map<Key, Writ>> tables = new HashMap<>();
    Writes.byKey(evidence.ops())
        .forEach(
            (key, ops) ->
                tables
                    .computeIfAbsent(key.table(), table -> new TreeMap<>())
                    .put(key, Writ.of(ops)));
    long looked = 0;
    for (Op op : evidence.ops()) {
      if (op.isOk()
          && op.action() instanceof Action.Walk walk
          && walk.index() == null
          && op.result() instanceof Result.Shown shown) {
        looked++;
        Verdict wrong = wrong(tables.getOrDefault(walk.table(), Map.of()), op, walk, shown.items());
        if (wrong != null) {
          return wrong;
        }
      }
    }
    return new Verdict.Ok(looked);
  }

  /**
   * What was written of one key.
   *
   * @param whole whether every write was of the whole item
   * @param images what such writes may have left
   * @param puts that were acknowledged; none where somebody tried to delete the key
   */
  private record Writ(boolean whole, Set<Item> images, List<Op> puts) {
    static Writ of(List<Op> ops) {
      Set<Item> images = new HashSet<>();
      List<Op> puts = new ArrayList<>();
      boolean deleted = false;
      for (Op op : ops) {
        deleted |= op.action() instanceof Action.Delete && op.outcome() != Outcome.FAIL;
        if (op.action() instanceof Action.Put put) {
          if (op.mayHaveHappened()) {
            images.add(put.item());
          }
          if (op.isOk()) {
            puts.add(op);
          }
        }
      }
      return new Writ(Writes.allWhole(ops), images, deleted ? List.of() : puts);
    }
  }

  private static final Writ NONE = new Writ(true, Set.of(), List.of());

  private static @Nullable Verdict wrong(
      Map<Key, Writ> items, Op op, Action.Walk walk, List<Item> shown) {
    Set<Key> keys = new HashSet<>();
    Key last = null;
    for (Item item : shown) {
      Key key = Items.key(walk.table(), item);
      if (!keys.add(key)) {
        return Verdict.violation("a walk showed %s twice".formatted(key), op);
      }
      if (walk.partition() != null && !walk.partition().equals(key.partition())) {
        return Verdict.violation("a query showed %s of another partition".formatted(key), op);
      }
      if (walk.partition() != null && last != null && last.compareTo(key) > 0) {
        return Verdict.violation("a query showed %s after %s".formatted(key, last), op);
      }
      last = key;
      Writ written = items.getOrDefault(key, NONE);
      if (written.whole() && !written.images().contains(item)) {
        return Verdict.violation(
            "a walk showed %s, which nobody wrote".formatted(Show.item(item)), op);
      }
    }
    return missing(items, op, walk, keys);
  }

  private static @Nullable Verdict missing(
      Map<Key, Writ> items, Op op, Action.Walk walk, Set<Key> shown) {
    for (Map.Entry<Key, Writ> item : items.entrySet()) {
      Key key = item.getKey();
      if ((walk.partition() == null || walk.partition().equals(key.partition()))
          && !shown.contains(key)) {
        Op put = stable(item.getValue(), op);
        if (put != null) {
          return Verdict.violation("a walk left out %s, which was there".formatted(key), put, op);
        }
      }
    }
    return null;
  }

  /** The put that makes a key stable for a walk, or null. */
  private static @Nullable Op stable(Writ written, Op walk) {
    for (Op put : written.puts()) {
      if (put.region().equals(walk.region()) && put.endedBefore(walk)) {
        return put;
      }
    }
    return null;
  }
}
