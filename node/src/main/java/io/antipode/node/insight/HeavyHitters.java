package io.antipode.node.insight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys with the greatest sums of weights in a stream, found in constant memory: Space-Saving
 * (Metwally, Agrawal, El Abbadi, ICDT 2005). A key that weighs more than the whole stream divided
 * by the count of counters is among those kept; what is said of it is too much by its error at
 * most. Used by one thread at a time.
 */
final class HeavyHitters<K> {
  private final int counters;
  private final Map<K, Counter> byKey;

  private static final class Counter {
    double weight;
    double error;
  }

  /**
   * A key that weighs much.
   *
   * @param weight never less than it truly is
   * @param error the most by which that is too much
   */
  record Hitter<K>(K key, double weight, double error) {}

  HeavyHitters(int counters) {
    this.counters = counters;
    this.byKey = HashMap.newHashMap(counters);
  }

  void add(K key, double weight) {
    Counter counter = byKey.get(key);
    if (counter == null) {
      counter = new Counter();
      if (byKey.size() == counters) {
        K least = least();
        Counter gone = byKey.remove(least);
        counter.error = gone == null ? 0 : gone.weight;
        counter.weight = counter.error;
      }
      byKey.put(key, counter);
    }
    counter.weight += weight;
  }

  private K least() {
    Map.Entry<K, Counter> least = null;
    for (Map.Entry<K, Counter> each : byKey.entrySet()) {
      if (least == null || each.getValue().weight < least.getValue().weight) {
        least = each;
      }
    }
    if (least == null) {
      throw new IllegalStateException("no counters");
    }
    return least.getKey();
  }

  /** The heaviest, in order, at most so many. */
  List<Hitter<K>> top(int most) {
    List<Hitter<K>> all = new ArrayList<>(byKey.size());
    byKey.forEach((key, counter) -> all.add(new Hitter<>(key, counter.weight, counter.error)));
    all.sort(Comparator.comparing((Hitter<K> each) -> -each.weight()));
    return all.size() <= most ? all : List.copyOf(all.subList(0, most));
  }
}
