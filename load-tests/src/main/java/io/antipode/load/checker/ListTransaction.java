package io.antipode.load.checker;

import io.antipode.load.history.Action;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.load.history.Result;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A transaction on lists.
 *
 * @param appends the element that it appends to a list
 * @param reads what it found in a list; an append that answers its list, with the element, tells
 *     that too
 */
record ListTransaction(Op op, Map<Key, Long> appends, Map<Key, List<Long>> reads) {
  /** Those of a history, on lists that some operation appends to. */
  static List<ListTransaction> all(List<Op> ops) {
    Set<Key> lists = new HashSet<>(Writes.transactional(ops));
    for (Op op : ops) {
      if (op.action() instanceof Action.Append append) {
        lists.add(append.key());
      }
    }
    List<ListTransaction> all = new ArrayList<>();
    for (Op op : ops) {
      ListTransaction transaction = of(op, lists);
      if (!transaction.appends.isEmpty() || !transaction.reads.isEmpty()) {
        all.add(transaction);
      }
    }
    return all;
  }

  private static ListTransaction of(Op op, Set<Key> lists) {
    Map<Key, Long> appends = new TreeMap<>();
    Map<Key, List<Long>> reads = new TreeMap<>();
    if (op.action() instanceof Action.TransactAppend transact) {
      transact.appends().forEach(append -> appends.put(append.key(), append.element()));
    } else if (op.action() instanceof Action.Append append) {
      appends.put(append.key(), append.element());
      if (op.result() instanceof Result.After after) {
        reads.put(append.key(), Items.list(after.item()));
      }
    } else if (op.action() instanceof Action.Get get
        && get.consistent()
        && lists.contains(get.key())
        && op.result() instanceof Result.Found found) {
      reads.put(get.key(), Items.list(found.item()));
    } else if (op.action() instanceof Action.TransactRead read
        && lists.containsAll(read.keys())
        && op.result() instanceof Result.FoundAll found) {
      for (int i = 0; i < read.keys().size(); i++) {
        reads.put(read.keys().get(i), Items.list(found.items().get(i)));
      }
    }
    return new ListTransaction(op, appends, reads);
  }

  /** Whether it happened for sure; of INDETERMINATE ones only what was seen counts. */
  boolean happened() {
    return op.isOk();
  }
}
