package io.antipode.load.checker;

import io.antipode.load.history.Action;
import io.antipode.load.history.Evidence;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.load.history.Outcome;
import io.antipode.load.history.Result;
import io.antipode.replication.clock.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Read your writes and monotonic reads: what a session reads consistently of an item is never older
 * than what it wrote or read of it before.
 *
 * <p>"Older" is by version; an item's version is that of the write whose unique number it carries.
 * Where that write was not acknowledged, nothing is known and nothing is said. Items may be written
 * in all regions; a session stays in its own. Only items that are put and deleted whole.
 */
public final class Sessions implements Checker {
  @Override
  public Verdict check(Evidence evidence) {
    long looked = 0;
    for (Map.Entry<Key, List<Op>> item : Writes.byKey(evidence.ops()).entrySet()) {
      List<Op> ops = item.getValue();
      if (!Writes.allWhole(ops)) {
        continue;
      }
      Map<Integer, Op> floors = new HashMap<>();
      for (Op op : ops) {
        if (!op.isOk()) {
          continue;
        }
        Op known = known(ops, op);
        Op floor = floors.get(op.process());
        if (op.action() instanceof Action.Get get && get.consistent()) {
          looked++;
          Verdict wrong = floor == null ? null : older(ops, op, known, floor);
          if (wrong != null) {
            return wrong;
          }
        }
        if (known != null && (floor == null || version(known).beats(version(floor)))) {
          floors.put(op.process(), known);
        }
      }
    }
    return new Verdict.Ok(looked);
  }

  /** The acknowledged write that this operation did or saw, or null. */
  private static @Nullable Op known(List<Op> ops, Op op) {
    if (op.action() instanceof Action.Get get) {
      if (!get.consistent()
          || !(op.result() instanceof Result.Found found)
          || found.item() == null) {
        return null;
      }
      Op writer = Writes.writer(ops, found.item());
      return writer == null || writer.version() == null ? null : writer;
    }
    return op.version() == null ? null : op;
  }

  private static @Nullable Verdict older(List<Op> ops, Op read, @Nullable Op known, Op floor) {
    if (known != null) {
      return version(floor).beats(version(known))
          ? Verdict.violation("a session read an older item than it knew", known, floor, read)
          : null;
    }
    boolean foundNone = read.result() instanceof Result.Found found && found.item() == null;
    if (!foundNone || floor.action() instanceof Action.Delete) {
      return null;
    }
    boolean mayBeDeleted =
        ops.stream()
            .filter(op -> op.action() instanceof Action.Delete)
            .anyMatch(
                op ->
                    op.outcome() == Outcome.INDETERMINATE
                        || (op.version() != null && op.version().beats(version(floor))));
    return mayBeDeleted
        ? null
        : Verdict.violation("a session no longer found what it knew", floor, read);
  }

  private static Version version(Op op) {
    Version version = op.version();
    if (version == null) {
      throw new IllegalArgumentException("without version: " + op);
    }
    return version;
  }
}
