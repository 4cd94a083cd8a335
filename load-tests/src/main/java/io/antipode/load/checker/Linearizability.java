package io.antipode.load.checker;

import io.antipode.load.history.Action;
import io.antipode.load.history.Evidence;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.load.history.Outcome;
import io.antipode.load.history.Result;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Consistent reads and writes of each item are linearizable in its region: there is one order of
 * them, in keeping with real time, that explains every answer, also those of refused conditions and
 * the old or new images that writes answer.
 *
 * <p>Assumes that tables begin empty. Looks only at items that clients of a single region write,
 * since in an active-active table a read also sees what other regions wrote, and at that region's
 * operations alone; eventual reads and items that transactions touch are left out. A region that
 * has lost its disk may have lost what it acknowledged: this is not for such runs.
 */
public final class Linearizability implements Checker {
  private static final int MAX_CONFIGURATIONS = 500_000;

  private final int maxConfigurations;

  public Linearizability() {
    this(MAX_CONFIGURATIONS);
  }

  /**
   * @param maxConfigurations the search of one item ends with {@link Verdict.Unknown} beyond this
   */
  public Linearizability(int maxConfigurations) {
    this.maxConfigurations = maxConfigurations;
  }

  @Override
  public Verdict check(Evidence evidence) {
    Set<Key> transactional = Writes.transactional(evidence.ops());
    long looked = 0;
    Verdict unknown = null;
    for (Map.Entry<Key, List<Op>> item : Writes.byKey(evidence.ops()).entrySet()) {
      var writers = Writes.writers(item.getValue());
      if (transactional.contains(item.getKey()) || writers.size() > 1) {
        continue;
      }
      List<Op> ops =
          item.getValue().stream()
              .filter(op -> writers.isEmpty() || writers.contains(op.region()))
              .filter(Linearizability::tells)
              .toList();
      Verdict verdict = new LinearizableItem(ops, maxConfigurations).search();
      switch (verdict) {
        case Verdict.Ok ok -> looked += ok.looked();
        case Verdict.Unknown ignored -> unknown = verdict;
        case Verdict.Violation ignored -> {
          return verdict;
        }
      }
    }
    return unknown != null ? unknown : new Verdict.Ok(looked);
  }

  /** Leaves out what neither changed nor saw the item for sure. */
  private static boolean tells(Op op) {
    if (op.action() instanceof Action.Get get) {
      return get.consistent() && op.isOk();
    }
    return op.outcome() != Outcome.FAIL || op.result() instanceof Result.Refused;
  }
}
