package io.antipode.load.checker;

import io.antipode.load.history.Action;
import io.antipode.load.history.Evidence;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.load.history.Outcome;
import io.antipode.load.history.TableContents;
import io.antipode.node.item.Item;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a region acknowledged is in it at the end, or was overwritten later: no write, no addition
 * and no appended element is lost, and none counts twice.
 *
 * <p>Looks at items that clients of one region write, outside transactions, in that region's final
 * contents; {@link Winner} looks at those that several regions write. Not for runs in which a
 * region loses its disk, or power with durability {@code os}.
 */
public final class AcknowledgedKept implements Checker {
  @Override
  public Verdict check(Evidence evidence) {
    long looked = 0;
    Set<Key> transactional = Writes.transactional(evidence.ops());
    Map<Key, List<Op>> items = Writes.byKey(evidence.ops());
    for (TableContents table : evidence.tables()) {
      for (Map.Entry<Key, List<Op>> item : items.entrySet()) {
        if (item.getKey().table().equals(table.table())
            && !transactional.contains(item.getKey())
            && Writes.writers(item.getValue()).equals(Set.of(table.region()))) {
          looked++;
          Verdict wrong = lost(table, item.getKey(), item.getValue());
          if (wrong != null) {
            return wrong;
          }
        }
      }
    }
    return new Verdict.Ok(looked);
  }

  private static @Nullable Verdict lost(TableContents table, Key key, List<Op> ops) {
    Item last = table.items().get(key);
    if (Writes.allWhole(ops)) {
      Candidates candidates = new Candidates(ops, Op.NEVER);
      return candidates.allow(last)
          ? null
          : new Verdict.Violation(
              "an acknowledged write of %s is lost: %s holds %s, and not what one of these left"
                  .formatted(key, table.region(), Show.item(last)),
              candidates.writes());
    }
    if (ops.stream().allMatch(op -> !Writes.isWrite(op) || op.action() instanceof Action.Add)) {
      return counted(table, key, ops, last);
    }
    return ops.stream().allMatch(op -> !Writes.isWrite(op) || op.action() instanceof Action.Append)
        ? appended(table, key, ops, last)
        : null;
  }

  private static @Nullable Verdict counted(
      TableContents table, Key key, List<Op> ops, @Nullable Item last) {
    long least = 0;
    long most = 0;
    for (Op op : ops) {
      if (op.action() instanceof Action.Add add && op.mayHaveHappened()) {
        if (add.amount() < 0) {
          throw new IllegalArgumentException("counters only grow: " + op);
        }
        least += op.isOk() ? add.amount() : 0;
        most += add.amount();
      }
    }
    long sum = Items.numberOrZero(last);
    return sum >= least && sum <= most
        ? null
        : Verdict.violation(
            "the counter %s in %s is %d; what was acknowledged makes %d, and with what may have happened %d"
                .formatted(key, table.region(), sum, least, most));
  }

  private static @Nullable Verdict appended(
      TableContents table, Key key, List<Op> ops, @Nullable Item last) {
    List<Long> list = Items.list(last);
    Set<Long> elements = new HashSet<>();
    for (Long element : list) {
      if (!elements.add(element)) {
        return Verdict.violation(
            "%d is twice in %s in %s: %s".formatted(element, key, table.region(), list));
      }
    }
    for (Op op : ops) {
      if (op.action() instanceof Action.Append append) {
        boolean there = elements.remove(append.element());
        if (op.isOk() && !there) {
          return Verdict.violation(
              "an acknowledged element is not in %s in %s: %s".formatted(key, table.region(), list),
              op);
        }
        if (op.outcome() == Outcome.FAIL && there) {
          return Verdict.violation(
              "a refused element is in %s in %s: %s".formatted(key, table.region(), list), op);
        }
      }
    }
    return elements.isEmpty()
        ? null
        : Verdict.violation(
            "nobody appended %s to %s in %s".formatted(elements, key, table.region()));
  }
}
