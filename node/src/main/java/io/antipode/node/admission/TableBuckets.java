package io.antipode.node.admission;

import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.Throughput;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of one table by one descriptor of it. Immutable but for what is in the buckets; any
 * thread.
 */
final class TableBuckets {
  private final TableDescriptor table;
  private final Pair own;
  private final Map<String, Pair> global;

  /** Null where there is no bound. */
  record Pair(@Nullable TokenBucket read, @Nullable TokenBucket write) {
    private static final Pair NONE = new Pair(null, null);

    private static Pair of(Throughput limits, Pair before, long nowNs) {
      return new Pair(
          bucket(limits.readUnits(), before.read, nowNs),
          bucket(limits.writeUnits(), before.write, nowNs));
    }

    private static @Nullable TokenBucket bucket(
        long unitsPerSecond, @Nullable TokenBucket before, long nowNs) {
      if (unitsPerSecond == 0) {
        return null;
      }
      if (before == null) {
        return TokenBucket.full(unitsPerSecond, nowNs);
      }
      return before.unitsPerSecond() == unitsPerSecond ? before : before.at(unitsPerSecond, nowNs);
    }
  }

  /**
   * @param before of an earlier descriptor of the table, whose buckets go on; null for none
   */
  TableBuckets(TableDescriptor table, @Nullable TableBuckets before, long nowNs) {
    this.table = table;
    own = Pair.of(table.limits(), before == null ? Pair.NONE : before.own, nowNs);
    global = new HashMap<>();
    for (IndexDescriptor index : table.indexes()) {
      if (index.scope() == IndexDescriptor.Scope.GLOBAL) {
        Pair old = before == null ? Pair.NONE : before.ofIndex(index.name());
        global.put(index.name(), Pair.of(index.throughput(), old, nowNs));
      }
    }
  }

  TableDescriptor table() {
    return table;
  }

  boolean isProvisioned() {
    return table.shared().billing() == BillingMode.PROVISIONED;
  }

  /** Of the table, and of its local indexes. */
  Pair own() {
    return own;
  }

  /** Of a global index. */
  Pair ofIndex(String name) {
    return global.getOrDefault(name, Pair.NONE);
  }

  /** Of a global index, or of the table where the name is null. */
  Pair ofSource(@Nullable String index) {
    return index == null ? own : ofIndex(index);
  }

  /** Of all global indexes, by name. */
  Map<String, Pair> global() {
    return global;
  }
}
