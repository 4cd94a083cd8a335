package io.antipode.load.checker;

import io.antipode.load.history.Evidence;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that append to lists and read them are strictly serializable: all or nothing, in one
 * order that keeps real time. After Elle (Kingsbury and Alvaro, VLDB 2020): a list tells the order
 * of its appends, so every read tells what it saw and what it did not; the dependencies of a
 * serializable history have no cycle.
 *
 * <p>Assumes that elements are unique, that lists begin empty, are only appended to, and belong to
 * the clients of one region (a replica gets a transaction item by item). Single appends and
 * consistent reads of the same lists count as transactions of one step. INDETERMINATE appends that
 * somebody saw happened; others are left out.
 */
public final class Serializability implements Checker {
  @Override
  public Verdict check(Evidence evidence) {
    List<ListTransaction> transactions = ListTransaction.all(evidence.ops());
    Map<Key, ListOrder> orders = new HashMap<>();
    for (ListTransaction transaction : transactions) {
      Verdict wrong = observe(orders, transaction);
      if (wrong != null) {
        return wrong;
      }
    }
    Map<Long, ListTransaction> writers = new HashMap<>();
    for (ListTransaction transaction : transactions) {
      transaction.appends().values().forEach(element -> writers.put(element, transaction));
    }
    Verdict wrong = strange(orders, writers);
    if (wrong != null) {
      return wrong;
    }
    DependencyGraph graph = new DependencyGraph(transactions, orders, writers);
    List<Op> cycle = graph.shortestCycle();
    return cycle.isEmpty()
        ? new Verdict.Ok(transactions.size())
        : new Verdict.Violation(
            "not serializable: %d operations, each of which must come before the next and the last before the first"
                .formatted(cycle.size()),
            cycle);
  }

  /** Each read must be the beginning of the longest one of its list, or longer. */
  private static @Nullable Verdict observe(
      Map<Key, ListOrder> orders, ListTransaction transaction) {
    for (Map.Entry<Key, List<Long>> read : transaction.reads().entrySet()) {
      ListOrder order = orders.get(read.getKey());
      List<Long> elements = read.getValue();
      if (order == null || elements.size() > order.elements().size()) {
        orders.put(read.getKey(), new ListOrder(elements, transaction.op()));
      }
      List<Long> longer =
          order == null || elements.size() > order.elements().size() ? elements : order.elements();
      List<Long> shorter =
          order == null ? List.of() : longer == elements ? order.elements() : elements;
      if (!longer.subList(0, shorter.size()).equals(shorter)) {
        return Verdict.violation(
            "two reads of %s do not agree on the order of its elements".formatted(read.getKey()),
            order == null ? transaction.op() : order.reader(),
            transaction.op());
      }
      Set<Long> distinct = new TreeSet<>(elements);
      if (distinct.size() < elements.size()) {
        return Verdict.violation("an element is twice in " + read.getKey(), transaction.op());
      }
    }
    return null;
  }

  /** Elements that nobody appended, or whose transaction was refused. */
  private static @Nullable Verdict strange(
      Map<Key, ListOrder> orders, Map<Long, ListTransaction> writers) {
    for (Map.Entry<Key, ListOrder> order : orders.entrySet()) {
      for (Long element : order.getValue().elements()) {
        ListTransaction writer = writers.get(element);
        if (writer == null || !element.equals(writer.appends().get(order.getKey()))) {
          return Verdict.violation(
              "nobody appended %d to %s".formatted(element, order.getKey()),
              order.getValue().reader());
        }
        if (!writer.op().mayHaveHappened()) {
          return Verdict.violation(
              "the refused append of %d was seen".formatted(element),
              writer.op(),
              order.getValue().reader());
        }
      }
    }
    return null;
  }
}
