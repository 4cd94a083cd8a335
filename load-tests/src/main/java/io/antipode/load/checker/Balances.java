package io.antipode.load.checker;

import io.antipode.cluster.topology.Region;
import io.antipode.load.history.Action;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.load.history.TableContents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The final balances of a table, bank by bank: opening balances plus acknowledged transfers plus
 * some of the INDETERMINATE ones.
 */
final class Balances {
  /** With more uncertain transfers only sums are compared. */
  private static final int MAX_UNCERTAIN = 16;

  private final TableContents table;
  private final Map<Region, Map<Key, Long>> expected = new HashMap<>();
  private final Map<Region, List<Op>> uncertain = new HashMap<>();
  private int accounts;

  Balances(List<Op> ops, Map<Key, Op> openings, TableContents table) {
    this.table = table;
    openings.forEach(
        (key, opening) -> {
          if (key.table().equals(table.table())) {
            accounts++;
            expected
                .computeIfAbsent(opening.region(), ignored -> new TreeMap<>())
                .put(key, Items.numberOrZero(Writes.image(opening)));
          }
        });
    for (Op op : ops) {
      if (op.action() instanceof Action.Transfer move
          && move.from().table().equals(table.table())
          && op.mayHaveHappened()) {
        if (op.isOk()) {
          move(expected.getOrDefault(op.region(), Map.of()), move);
        } else {
          uncertain.computeIfAbsent(op.region(), ignored -> new ArrayList<>()).add(op);
        }
      }
    }
  }

  int accounts() {
    return accounts;
  }

  @Nullable Verdict check() {
    for (Map.Entry<Region, Map<Key, Long>> bank : expected.entrySet()) {
      Map<Key, Long> found = new TreeMap<>();
      for (Key key : bank.getValue().keySet()) {
        found.put(key, Items.numberOrZero(table.items().get(key)));
      }
      List<Op> open = uncertain.getOrDefault(bank.getKey(), List.of());
      if (sum(found) != sum(bank.getValue())) {
        return Verdict.violation(
            "the sum of %s's accounts in %s is %d instead of %d: %s"
                .formatted(bank.getKey(), table.region(), sum(found), sum(bank.getValue()), found));
      }
      if (open.size() <= MAX_UNCERTAIN && !reachable(bank.getValue(), open, found)) {
        return new Verdict.Violation(
            "the accounts in %s are %s; what was acknowledged makes %s, and no choice of the uncertain transfers fits"
                .formatted(table.region(), found, bank.getValue()),
            open);
      }
    }
    return null;
  }

  /** Whether some of the uncertain transfers lead from the one to the other. */
  private static boolean reachable(Map<Key, Long> from, List<Op> open, Map<Key, Long> to) {
    Set<Map<Key, Long>> states = new HashSet<>(Set.of(from));
    for (Op op : open) {
      if (op.action() instanceof Action.Transfer move) {
        for (Map<Key, Long> state : List.copyOf(states)) {
          Map<Key, Long> moved = new TreeMap<>(state);
          move(moved, move);
          states.add(moved);
        }
      }
    }
    return states.contains(to);
  }

  private static void move(Map<Key, Long> balances, Action.Transfer move) {
    balances.computeIfPresent(move.from(), (key, was) -> was - move.amount());
    balances.computeIfPresent(move.to(), (key, was) -> was + move.amount());
  }

  private static long sum(Map<Key, Long> balances) {
    return balances.values().stream().mapToLong(Long::longValue).sum();
  }
}
