package io.antipode.replication.region;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Knows, for each table that this region is getting, which replicas have delivered all of it: a
 * table is seeded once every other replica that is not itself being created has: also one that is
 * leaving, which waits for this, since it may hold what no other does. Any thread.
 */
final class SeedTracker {
  /** What one replica has delivered of one table. */
  private static final class Delivered {
    final long tag;
    final BitSet shards = new BitSet();

    Delivered(long tag) {
      this.tag = tag;
    }
  }

  private final Region self;
  private final int shardCount;
  private final LongConsumer onSeeded;
  private final Map<Long, Map<Region, Delivered>> tables = new HashMap<>();

  /** The replica version of each table that has been told, so that it is told once. */
  private final Map<Long, Long> told = new HashMap<>();

  private CatalogView view = CatalogView.EMPTY;

  SeedTracker(Region self, int shardCount, LongConsumer onSeeded) {
    this.self = self;
    this.shardCount = shardCount;
    this.onSeeded = onSeeded;
  }

  /**
   * A replica has delivered one shard of a table, for this region's replica of version tag. What it
   * has delivered for an earlier version may come late, and says nothing.
   */
  void done(long tableId, long tag, Region from, int shard) {
    List<Long> seeded;
    synchronized (this) {
      Map<Region, Delivered> table = tables.computeIfAbsent(tableId, id -> new HashMap<>());
      Delivered delivered = table.get(from);
      if (delivered != null && tag < delivered.tag) {
        return;
      }
      if (delivered == null || delivered.tag != tag) {
        delivered = new Delivered(tag);
        table.put(from, delivered);
      }
      delivered.shards.set(shard);
      seeded = newlySeeded();
    }
    seeded.forEach(onSeeded::accept);
  }

  void onCatalog(CatalogView newView) {
    List<Long> seeded;
    synchronized (this) {
      view = newView;
      tables.keySet().removeIf(id -> !replicaHere(newView.byId(id)));
      told.keySet().removeIf(id -> !replicaHere(newView.byId(id)));
      seeded = newlySeeded();
    }
    seeded.forEach(onSeeded::accept);
  }

  private boolean replicaHere(@Nullable TableDescriptor table) {
    return table == null || (table.status() != TableStatus.DELETED && table.replicatesTo(self));
  }

  private List<Long> newlySeeded() {
    List<Long> seeded = new ArrayList<>();
    for (TableDescriptor table : view.all()) {
      ReplicaDescriptor own = table.replicas().get(self);
      if (own != null
          && table.status() != TableStatus.DELETED
          && own.status() == ReplicaDescriptor.Status.CREATING
          && !Long.valueOf(own.version()).equals(told.get(table.id()))
          && deliveredByAll(table, own.version())) {
        told.put(table.id(), own.version());
        seeded.add(table.id());
      }
    }
    seeded.sort(null);
    return seeded;
  }

  private boolean deliveredByAll(TableDescriptor table, long tag) {
    Map<Region, Delivered> deliveries = tables.getOrDefault(table.id(), Map.of());
    for (ReplicaDescriptor replica : table.replicas().values()) {
      boolean source =
          !replica.region().equals(self)
              && switch (replica.status()) {
                case ACTIVE, UPDATING, DELETING -> true;
                case CREATING, CREATION_FAILED, GONE -> false;
              };
      Delivered delivered = deliveries.get(replica.region());
      if (source
          && (delivered == null
              || delivered.tag != tag
              || delivered.shards.cardinality() < shardCount)) {
        return false;
      }
    }
    return true;
  }
}
