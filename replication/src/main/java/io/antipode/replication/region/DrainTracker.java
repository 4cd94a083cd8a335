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
 * Knows, for each table that leaves this region or the replicas elsewhere, in which shards there is
 * nothing to wait for any more ({@link ShardDrain}); once there is in none, the table may go. What
 * shards say of other replicas than there are now does not count. Any thread.
 */
final class DrainTracker {
  /** The shards that have drained towards these replicas. */
  private record Drained(Map<Region, ReplicaDescriptor> replicas, BitSet shards) {}

  private final Region self;
  private final int shardCount;
  private final LongConsumer onDrained;
  private final Map<Long, Drained> tables = new HashMap<>();

  /**
   * @param onDrained told again, by table id, as long as the table stays
   */
  DrainTracker(Region self, int shardCount, LongConsumer onDrained) {
    this.self = self;
    this.shardCount = shardCount;
    this.onDrained = onDrained;
  }

  synchronized void onCatalog(CatalogView view) {
    tables.keySet().removeIf(id -> !isLeaving(view.byId(id)));
  }

  private boolean isLeaving(@Nullable TableDescriptor table) {
    return table != null && (table.status() == TableStatus.DELETING || table.isPartingIn(self));
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
