package io.antipode.load.checker;

import io.antipode.load.history.Action;
import io.antipode.load.history.Evidence;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.load.history.Outcome;
import io.antipode.load.history.Result;
import io.antipode.node.item.Item;
import io.antipode.replication.clock.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Read your writes and monotonic reads: what a session reads consistently of an item is whole what
 * somebody wrote, and never older than what it had written or read of it when it asked.
 *
 * <p>"Older" is by version; an item's version is that of the write that left it. Where that write
 * was not acknowledged, nothing is known and nothing is said; where several left the same, it is
 * any of theirs. Items may be written in all regions; a session stays in its own, and ends with the
 * process that served it. Only items that are put and deleted whole.
 */
public final class Sessions implements Checker {
  @Override
  public Verdict check(Evidence evidence) {
    long looked = 0;
    Set<Key> transactional = Writes.transactional(evidence.ops());
    for (Map.Entry<Key, List<Op>> item : Writes.byKey(evidence.ops()).entrySet()) {
      List<Op> ops = item.getValue();
      if (!Writes.allWhole(ops) || transactional.contains(item.getKey())) {
        continue;
      }
      Map<Integer, List<Known>> sessions = new HashMap<>();
      for (Op op : ops) {
        if (!op.isOk()) {
          continue;
        }
        List<Known> session = sessions.computeIfAbsent(op.process(), id -> new ArrayList<>());
        if (op.action() instanceof Action.Get get && get.consistent()) {
          looked++;
          Verdict wrong = wrong(evidence.late(), ops, op, floor(session, op));
          if (wrong != null) {
            return wrong;
          }
        }
        Op known = known(ops, op);
        if (known != null) {
          session.add(new Known(op, known));
        }
      }
    }
    return new Verdict.Ok(looked);
  }

  /**
   * What a session knows of an item.
   *
   * @param since the operation that told it
   * @param write an acknowledged one, at least as old as what was told
   */
  private record Known(Op since, Op write) {}

  private static @Nullable Op floor(List<Known> session, Op read) {
    return session.stream()
        .filter(known -> known.since.endedBefore(read))
        .map(Known::write)
        .max(Comparator.comparing(Sessions::version))
        .orElse(null);
  }

  /** The acknowledged write that this operation did, or the oldest that left what it saw. */
  private static @Nullable Op known(List<Op> ops, Op op) {
    if (!(op.action() instanceof Action.Get get)) {
      return op.version() == null ? null : op;
    }
    if (!get.consistent() || !(op.result() instanceof Result.Found(Item item)) || item == null) {
      return null;
    }
    List<Op> writers = Writes.writers(ops, item);
    return writers.isEmpty() || writers.stream().anyMatch(each -> each.version() == null)
        ? null
        : writers.stream().min(Comparator.comparing(Sessions::version)).orElseThrow();
  }

  private static @Nullable Verdict wrong(
      Set<Integer> late, List<Op> ops, Op read, @Nullable Op floor) {
    if (!(read.result() instanceof Result.Found(Item item))) {
      return null;
    }
    if (item == null) {
      return floor == null || floor.action() instanceof Action.Delete || mayBeDeleted(ops, floor)
          ? null
          : Verdict.violation("a session no longer found what it knew", floor, read);
    }
    List<Op> writers = Writes.writers(ops, item);
    if (writers.isEmpty()) {
      return Verdict.violation("a session read what nobody wrote", read);
    }
    if (floor == null
        || writers.stream().anyMatch(each -> each.version() == null || late.contains(each.id()))) {
      return null;
    }
    Op newest = writers.stream().max(Comparator.comparing(Sessions::version)).orElseThrow();
    return version(floor).beats(version(newest))
        ? Verdict.violation("a session read an older item than it knew", newest, floor, read)
        : null;
  }

  private static boolean mayBeDeleted(List<Op> ops, Op floor) {
    return ops.stream()
        .filter(op -> op.action() instanceof Action.Delete)
        .anyMatch(
            op ->
                op.outcome() == Outcome.INDETERMINATE
                    || (op.version() != null && op.version().beats(version(floor))));
  }

  private static Version version(Op op) {
    Version version = op.version();
    if (version == null) {
      throw new IllegalArgumentException("without version: " + op);
    }
    return version;
  }
}
