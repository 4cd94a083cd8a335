package io.antipode.replication.region;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Entropy;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.link.Links;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.tombstone.WatermarkMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of one shard's replication share. Confined to the shard's loop.
 *
 * @param catalog the newest catalog, null before the first
 * @param incarnation of this process
 */
record ShardContext(
    Region self,
    List<Region> peers,
    ReplicatedShard shard,
    EventLoop loop,
    Links links,
    TimeSource time,
    Entropy entropy,
    ReplicationOptions options,
    ReplicationListener listener,
    Supplier<@Nullable CatalogView> catalog,
    SeedTracker seeds,
    DrainTracker drains,
    WatermarkMatrix matrix,
    long incarnation) {

  int shardNumber() {
    return shard.id().number();
  }

  void send(Region peer, Frame frame) {
    links.send(peer, FrameCodec.encode(frame));
  }

  /** Whether the link to the peer has too much to write already. */
  boolean congested(Region peer) {
    return links.queuedBytes(peer) > options.linkQueueBytes();
  }

  /** The table, unless it is unknown here or deleted. */
  @Nullable TableDescriptor liveTable(long tableId) {
    CatalogView view = catalog.get();
    TableDescriptor table = view == null ? null : view.byId(tableId);
    return table == null || table.status() == TableStatus.DELETED ? null : table;
  }

  /** Whether the catalog has ever heard of the table, deleted ones included. */
  boolean knowsTable(long tableId) {
    CatalogView view = catalog.get();
    return view != null && view.byId(tableId) != null;
  }

  boolean sharedWith(Region peer, @Nullable TableDescriptor table) {
    return table != null && table.replicatesTo(peer) && table.replicatesTo(self);
  }

  /** The live tables that meet a condition, by id. */
  List<TableDescriptor> tables(Predicate<TableDescriptor> condition) {
    CatalogView view = catalog.get();
    if (view == null) {
      return List.of();
    }
    List<TableDescriptor> found = new ArrayList<>();
    for (TableDescriptor table : view.all()) {
      if (table.status() != TableStatus.DELETED && condition.test(table)) {
        found.add(table);
      }
    }
    found.sort((a, b) -> Long.compare(a.id(), b.id()));
    return found;
  }

  /** Whether that region's copy is there but not yet complete. */
  static boolean creating(TableDescriptor table, Region region) {
    ReplicaDescriptor replica = table.replicas().get(region);
    return replica != null && replica.status() == ReplicaDescriptor.Status.CREATING;
  }

  /** What this region has applied of each, itself included. */
  SortedMap<Region, Long> appliedWithOwn() {
    SortedMap<Region, Long> applied = appliedHere();
    applied.put(self, shard.watermark(self));
    return applied;
  }

  /** What this region has applied of each other. */
  SortedMap<Region, Long> appliedHere() {
    SortedMap<Region, Long> applied = new TreeMap<>();
    for (Region peer : peers) {
      applied.put(peer, shard.watermark(peer));
    }
    return applied;
  }
}
