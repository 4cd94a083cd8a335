package io.antipode.load.checker;

import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must come before what, among transactions on lists: the append before the next append of a
 * list, the append before whoever saw it, who did not see an append before it, and who returned
 * before who was called later.
 *
 * <p>Real time would have an edge for nearly every pair; instead there is a node for each return,
 * chained in time: a transaction leads to its return, and the last return before a call leads to
 * the called transaction.
 */
final class DependencyGraph {
  /** From how many transactions a shortest cycle is looked for. */
  private static final int MAX_SEARCHES = 200;

  private final List<ListTransaction> nodes = new ArrayList<>();
  private final IdentityHashMap<ListTransaction, Integer> numbers = new IdentityHashMap<>();
  private final List<Set<Integer>> edges = new ArrayList<>();

  DependencyGraph(
      List<ListTransaction> transactions,
      Map<Key, ListOrder> orders,
      Map<Long, ListTransaction> writers) {
    Set<Long> seen = new HashSet<>();
    orders.values().forEach(order -> seen.addAll(order.elements()));
    for (ListTransaction each : transactions) {
      if (each.happened() || each.appends().values().stream().anyMatch(seen::contains)) {
        numbers.put(each, nodes.size());
        nodes.add(each);
        edges.add(new HashSet<>());
      }
    }
    appendsInOrder(orders, writers);
    Map<Key, List<ListTransaction>> unseen = unseen(orders);
    for (ListTransaction each : nodes) {
      each.reads().forEach((key, elements) -> reads(each, key, elements, orders, writers, unseen));
    }
    realTime();
  }

  private void appendsInOrder(Map<Key, ListOrder> orders, Map<Long, ListTransaction> writers) {
    for (ListOrder order : orders.values()) {
      for (int i = 1; i < order.elements().size(); i++) {
        edge(writers.get(order.elements().get(i - 1)), writers.get(order.elements().get(i)));
      }
    }
  }

  /** Acknowledged appends that no read shows come after all reads. */
  private Map<Key, List<ListTransaction>> unseen(Map<Key, ListOrder> orders) {
    Map<Key, List<ListTransaction>> unseen = new HashMap<>();
    for (ListTransaction each : nodes) {
      each.appends()
          .forEach(
              (key, element) -> {
                ListOrder order = orders.get(key);
                if (order == null || !order.elements().contains(element)) {
                  unseen.computeIfAbsent(key, ignored -> new ArrayList<>()).add(each);
                }
              });
    }
    return unseen;
  }

  private void reads(
      ListTransaction reader,
      Key key,
      List<Long> elements,
      Map<Key, ListOrder> orders,
      Map<Long, ListTransaction> writers,
      Map<Key, List<ListTransaction>> unseen) {
    if (!elements.isEmpty()) {
      edge(writers.get(elements.getLast()), reader);
    }
    ListOrder order = orders.get(key);
    if (order != null && elements.size() < order.elements().size()) {
      edge(reader, writers.get(order.elements().get(elements.size())));
    } else {
      unseen.getOrDefault(key, List.of()).forEach(writer -> edge(reader, writer));
    }
  }

  private void realTime() {
    List<ListTransaction> byReturn = new ArrayList<>(nodes);
    byReturn.removeIf(each -> each.op().returnedNs() == Op.NEVER);
    byReturn.sort(Comparator.comparingLong(each -> each.op().returnedNs()));
    int firstReturn = edges.size();
    for (int i = 0; i < byReturn.size(); i++) {
      edges.add(new HashSet<>());
      edges.get(number(byReturn.get(i))).add(firstReturn + i);
      if (i > 0) {
        edges.get(firstReturn + i - 1).add(firstReturn + i);
      }
    }
    long[] returnsNs = byReturn.stream().mapToLong(each -> each.op().returnedNs()).toArray();
    for (ListTransaction each : nodes) {
      int at = Arrays.binarySearch(returnsNs, each.op().invokedNs());
      int before = at < 0 ? -at - 1 : at;
      while (before > 0
          && before <= returnsNs.length
          && returnsNs[before - 1] >= each.op().invokedNs()) {
        before--;
      }
      if (before > 0) {
        edges.get(firstReturn + before - 1).add(number(each));
      }
    }
  }

  private void edge(@Nullable ListTransaction from, @Nullable ListTransaction to) {
    Integer before = from == null ? null : numbers.get(from);
    Integer after = to == null ? null : numbers.get(to);
    if (before != null && after != null && !before.equals(after)) {
      edges.get(before).add(after);
    }
  }

  private int number(ListTransaction transaction) {
    Integer number = numbers.get(transaction);
    if (number == null) {
      throw new IllegalArgumentException("not in the graph: " + transaction);
    }
    return number;
  }

  /** The operations of a cycle of few, or none. */
  List<Op> shortestCycle() {
    List<Op> shortest = List.of();
    Set<Integer> cyclic = new CyclicNodes(edges).find();
    int searches = 0;
    for (int start : cyclic) {
      if (start < nodes.size() && searches++ < MAX_SEARCHES) {
        List<Op> cycle = cycleFrom(start, cyclic);
        if (!cycle.isEmpty() && (shortest.isEmpty() || cycle.size() < shortest.size())) {
          shortest = cycle;
        }
      }
    }
    return shortest;
  }

  private List<Op> cycleFrom(int start, Set<Integer> within) {
    Map<Integer, Integer> cameFrom = new HashMap<>();
    Deque<Integer> queue = new ArrayDeque<>(List.of(start));
    while (!queue.isEmpty()) {
      int at = queue.remove();
      for (int next : edges.get(at)) {
        if (next == start) {
          return path(at, start, cameFrom);
        }
        if (within.contains(next) && cameFrom.putIfAbsent(next, at) == null) {
          queue.add(next);
        }
      }
    }
    return List.of();
  }

  private List<Op> path(int end, int start, Map<Integer, Integer> cameFrom) {
    List<Op> ops = new ArrayList<>();
    for (Integer at = end; at != null && at != start; at = cameFrom.get(at)) {
      if (at < nodes.size()) {
        ops.addFirst(nodes.get(at).op());
      }
    }
    ops.addFirst(nodes.get(start).op());
    return ops;
  }
}
