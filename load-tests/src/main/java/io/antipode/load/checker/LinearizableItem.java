package io.antipode.load.checker;

import io.antipode.load.checker.ItemModel.State;
import io.antipode.load.history.Action;
import io.antipode.load.history.Guard;
import io.antipode.load.history.Op;
import io.antipode.load.history.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for an order of one item's operations that a sequential item could have had and that keeps
 * real time: what returned before another was called comes before it. The search is that of Wing
 * and Gong (JPDC 1993) with Lowe's memory of configurations (CCPE 2017): a configuration is the set
 * of operations that have been placed, and the item that they leave; none is entered twice.
 *
 * <p>An INDETERMINATE write may be placed anywhere after its call, or nowhere. Two cuts keep the
 * search small and lose no answer: a step that changes nothing and is possible now is taken now and
 * nothing else is tried; an INDETERMINATE whole write is not placed right after another
 * INDETERMINATE one, since the first might as well not have happened.
 */
final class LinearizableItem {
  private static final int SHOWN_BEFORE = 5;
  private static final int SHOWN_NEXT = 8;

  /** Completed operations by time of call. */
  private final List<Op> completed = new ArrayList<>();

  private final List<Op> indeterminate = new ArrayList<>();
  private final int maxConfigurations;
  private final Map<State, Integer> stateIds = new HashMap<>();
  private final Set<Configuration> seen = new HashSet<>();
  private final Deque<Node> open = new ArrayDeque<>();
  private Node deepest =
      new Node(new Configuration(0, new BitSet(), new BitSet(), 0), false, State.NONE);

  /**
   * What has been placed.
   *
   * @param prefix all completed operations below this
   * @param ahead and these, counted from the prefix
   * @param applied of the indeterminate ones
   * @param state the id of the item that is left
   */
  private record Configuration(int prefix, BitSet ahead, BitSet applied, int state) {
    int placed() {
      return prefix + ahead.cardinality();
    }
  }

  private record Node(Configuration at, boolean afterIndeterminate, State state) {}

  /**
   * @param ops of one item; FAIL without a tale, and eventual reads, already left out
   */
  LinearizableItem(List<Op> ops, int maxConfigurations) {
    this.maxConfigurations = maxConfigurations;
    for (Op op : ops) {
      (op.outcome() == Outcome.INDETERMINATE ? indeterminate : completed).add(op);
    }
    completed.sort(Comparator.comparingLong(Op::invokedNs).thenComparingInt(Op::id));
  }

  Verdict search() {
    stateIds.put(State.NONE, 0);
    open.push(deepest);
    seen.add(deepest.at);
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (node.at.placed() > deepest.at.placed()) {
        deepest = node;
      }
      if (node.at.prefix == completed.size()) {
        return new Verdict.Ok(completed.size());
      }
      if (seen.size() > maxConfigurations) {
        return new Verdict.Unknown(
            "gave up after "
                + seen.size()
                + " configurations of "
                + completed.size()
                + " operations");
      }
      expand(node);
    }
    return stuck();
  }

  private void expand(Node node) {
    long horizonNs = horizonNs(node.at);
    List<Node> next = new ArrayList<>();
    for (int i = node.at.prefix; i < completed.size(); i++) {
      Op op = completed.get(i);
      if (op.invokedNs() > horizonNs) {
        break;
      }
      if (node.at.ahead.get(i - node.at.prefix)) {
        continue;
      }
      State after = ItemModel.step(node.state, op);
      if (after == null) {
        continue;
      }
      Node placed = place(node, i, after);
      if (after.equals(node.state)) {
        enter(placed);
        return;
      }
      next.add(placed);
    }
    for (int i = indeterminate.size() - 1; i >= 0; i--) {
      Op op = indeterminate.get(i);
      if (op.invokedNs() <= horizonNs
          && !node.at.applied.get(i)
          && !(node.afterIndeterminate && isBlind(op))) {
        State after = ItemModel.step(node.state, op);
        if (after != null && !after.equals(node.state)) {
          enter(apply(node, i, after));
        }
      }
    }
    // Last entered is first tried: completed operations before indeterminate ones, oldest first.
    next.reversed().forEach(this::enter);
  }

  /** Whether the write leaves the same whatever was there. */
  private static boolean isBlind(Op op) {
    return (op.action() instanceof Action.Put put && put.guard().equals(Guard.NONE))
        || (op.action() instanceof Action.Delete delete && delete.guard().equals(Guard.NONE));
  }

  private void enter(Node node) {
    if (seen.add(node.at)) {
      open.push(node);
    }
  }

  /** The earliest return among the operations not placed: only what was called by then is next. */
  private long horizonNs(Configuration at) {
    long horizonNs = Op.NEVER;
    for (int i = at.prefix; i < completed.size(); i++) {
      Op op = completed.get(i);
      if (op.invokedNs() > horizonNs) {
        break;
      }
      if (!at.ahead.get(i - at.prefix)) {
        horizonNs = Math.min(horizonNs, op.returnedNs());
      }
    }
    return horizonNs;
  }

  private Node place(Node node, int i, State after) {
    BitSet ahead = (BitSet) node.at.ahead.clone();
    ahead.set(i - node.at.prefix);
    int run = ahead.nextClearBit(0);
    Configuration at =
        new Configuration(
            node.at.prefix + run,
            run == 0 ? ahead : ahead.get(run, Math.max(run, ahead.length())),
            node.at.applied,
            stateId(after));
    return new Node(at, false, after);
  }

  private Node apply(Node node, int i, State after) {
    BitSet applied = (BitSet) node.at.applied.clone();
    applied.set(i);
    return new Node(
        new Configuration(node.at.prefix, node.at.ahead, applied, stateId(after)), true, after);
  }

  private int stateId(State state) {
    return stateIds.computeIfAbsent(state, ignored -> stateIds.size());
  }

  /** Shows where the longest order ended: what was placed last, and what can't follow. */
  private Verdict stuck() {
    Configuration at = deepest.at;
    long horizonNs = horizonNs(at);
    List<Op> shown = new ArrayList<>();
    List<Op> placed = new ArrayList<>();
    for (int i = 0; i < completed.size(); i++) {
      Op op = completed.get(i);
      if (i < at.prefix || at.ahead.get(i - at.prefix)) {
        placed.add(op);
      } else if (op.invokedNs() <= horizonNs && shown.size() < SHOWN_NEXT) {
        shown.add(op);
      }
    }
    int next = shown.size();
    placed.sort(Comparator.comparingLong(Op::returnedNs));
    shown.addAll(placed.subList(Math.max(0, placed.size() - SHOWN_BEFORE), placed.size()));
    shown.sort(Comparator.comparingInt(Op::id));
    return new Verdict.Violation(
        "not linearizable: %d of %d operations can be ordered and leave %s; none of the %d next ones can follow"
            .formatted(at.placed(), completed.size(), Show.item(deepest.state.item()), next),
        shown);
  }
}
