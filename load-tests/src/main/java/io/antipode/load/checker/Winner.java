package io.antipode.load.checker;

import io.antipode.load.checker.GreatestVersion.Judgement;
import io.antipode.load.history.Evidence;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.load.history.Outcome;
import io.antipode.load.history.TableContents;
import io.antipode.node.item.Item;
import io.antipode.replication.clock.Version;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * In every region each item is, whole, what the write of greatest version left: never a mixture of
 * two, never an older one. An INDETERMINATE write may have won, since its version is unknown.
 *
 * <p>Looks at the final contents of healed regions, at items that are put and deleted whole, by any
 * region, outside transactions, each of whose acknowledged changes has a version. Of these, no
 * region that acknowledged one may have lost its disk before it was replicated.
 */
public final class Winner implements Checker {
  @Override
  public Verdict check(Evidence evidence) {
    long looked = 0;
    Map<Key, List<Op>> items = Writes.byKey(evidence.ops());
    for (TableContents table : evidence.tables()) {
      for (Map.Entry<Key, List<Op>> item : items.entrySet()) {
        if (item.getKey().table().equals(table.table()) && judges(item.getValue())) {
          looked++;
          Verdict wrong = wrong(evidence, table, item.getKey(), item.getValue());
          if (wrong != null) {
            return wrong;
          }
        }
      }
      for (Map.Entry<Key, Item> stored : table.items().entrySet()) {
        if (!items.containsKey(stored.getKey()) && isSingle(evidence, table)) {
          return Verdict.violation(
              "nobody wrote %s, which %s holds".formatted(stored.getKey(), table.region()));
        }
      }
    }
    return new Verdict.Ok(looked);
  }

  /** Whether items of the table come from single writes alone. */
  private static boolean isSingle(Evidence evidence, TableContents table) {
    return Writes.transactional(evidence.ops()).stream()
        .noneMatch(key -> key.table().equals(table.table()));
  }

  /** A deletion of nothing changes nothing and has no version. */
  private static boolean judges(List<Op> ops) {
    return Writes.allWhole(ops)
        && ops.stream()
            .noneMatch(op -> op.isOk() && op.version() == null && Writes.image(op) != null);
  }

  private static @Nullable Verdict wrong(
      Evidence evidence, TableContents table, Key key, List<Op> ops) {
    Item last = table.items().get(key);
    Version version = table.versions().get(key);
    String held = "%s holds %s of %s".formatted(table.region(), Show.item(last), key);
    return switch (GreatestVersion.judge(claims(ops), new GreatestVersion.Shown(version, last))) {
      case Judgement.Right<Op> ignored -> null;
      case Judgement.Mixture<Op>(Op winner) -> Verdict.violation("a mixture: " + held, winner);
      case Judgement.Older<Op>(Op ignored, Op winner)
          when mayBeDeletedAfter(winner, ops) && isLate(evidence, ops, version, last) ->
          null;
      case Judgement.Older<Op>(Op writer, Op winner) when writer != null ->
          Verdict.violation("an older write won: " + held, writer, winner);
      case Judgement.Older<Op>(Op ignored, Op winner) -> strange(ops, last, held, winner);
      case Judgement.Gone<Op>(Op winner) ->
          Verdict.violation("the winner is gone: " + held, winner);
      case Judgement.Invented<Op> ignored ->
          Verdict.violation("invented: " + held + ", which no acknowledged write left");
    };
  }

  /** Whether a deletion may have been the greatest: the winner is one, or one was not answered. */
  private static boolean mayBeDeletedAfter(Op winner, List<Op> ops) {
    return Writes.image(winner) == null
        || ops.stream()
            .anyMatch(
                op ->
                    Writes.isWhole(op)
                        && op.outcome() == Outcome.INDETERMINATE
                        && Writes.image(op) == null);
  }

  /**
   * Whether what stands came so late that a newer deletion may have been forgotten; of a write that
   * was never answered only its region and what it stores are known.
   */
  private static boolean isLate(
      Evidence evidence, List<Op> ops, @Nullable Version version, @Nullable Item last) {
    return ops.stream()
        .filter(op -> evidence.late().contains(op.id()))
        .anyMatch(
            op ->
                (op.version() == null || version == null)
                    ? Objects.equals(Writes.image(op), last)
                        && (version == null || version.region().equals(op.region()))
                    : op.version().equals(version));
  }

  /** What no acknowledged write left is a mixture where it has the number of one. */
  private static Verdict strange(List<Op> ops, @Nullable Item last, String held, Op winner) {
    Op writer = last == null ? null : Writes.writer(ops, last);
    return writer == null
        ? Verdict.violation("the winner is gone: " + held, winner)
        : Verdict.violation("a mixture: " + held, writer);
  }

  private static List<GreatestVersion.Write<Op>> claims(List<Op> ops) {
    return ops.stream()
        .filter(op -> Writes.isWhole(op) && op.mayHaveHappened())
        .filter(op -> op.version() != null || op.outcome() == Outcome.INDETERMINATE)
        .map(op -> new GreatestVersion.Write<>(op, op.version(), Writes.image(op)))
        .toList();
  }
}
