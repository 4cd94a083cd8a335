package io.antipode.replication.region;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Knows, for each table that leaves this region, in which shards the replicas that stay have all
 * that was accepted here ({@link ShardDrain}); once they have in every shard, the table may go.
 * What shards say of other replicas than there are now does not count. Any thread.
 */
final class DrainTracker {
  /** The shards that have drained towards these replicas. */
  private record Drained(Map<Region, ReplicaDescriptor> replicas, BitSet shards) {}

  private final int shardCount;
  private final LongConsumer onDrained;
  private final Map<Long, Drained> tables = new HashMap<>();

  /**
   * @param onDrained told again, by table id, as long as the table stays
   */
  DrainTracker(int shardCount, LongConsumer onDrained) {
    this.shardCount = shardCount;
    this.onDrained = onDrained;
  }

  synchronized void onCatalog(CatalogView view) {
    tables.keySet().removeIf(id -> !isLeaving(view.byId(id)));
  }

  private static boolean isLeaving(@Nullable TableDescriptor table) {
    return table != null && table.status() == TableStatus.DELETING;
  }

  /** How a shard finds a table that is leaving. */
  void report(TableDescriptor table, int shard, boolean drained) {
    if (isDrained(table, shard, drained)) {
      onDrained.accept(table.id());
    }
  }

  private synchronized boolean isDrained(TableDescriptor table, int shard, boolean drained) {
    Drained known = tables.get(table.id());
    if (known == null || !known.replicas.equals(table.replicas())) {
      known = new Drained(table.replicas(), new BitSet());
      tables.put(table.id(), known);
    }
    known.shards.set(shard, drained);
    return known.shards.cardinality() == shardCount;
  }
}
