package io.antipode.node.bootstrap;

import io.antipode.cluster.topology.Region;
import io.antipode.node.metrics.RegionMetrics;
import io.antipode.node.region.RegionNode;
import io.antipode.node.storage.Room;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.ShardStats;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.memory.MemoryBudget;
import io.antipode.replication.memory.MemoryShare;
import io.antipode.replication.memory.MemoryUse;
import io.antipode.replication.region.ReplicationStatus.PeerStatus;
import io.antipode.replication.region.ReplicationStatus.ShardStatus;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Asks a region's shards for their figures every second, since a scrape of the metrics can't wait
 * for their loops. Started once, for the life of the process.
 */
final class RegionFigures {
  private static final long PERIOD_MS = 1_000;

  private final RegionNode node;
  private final MemoryBudget memory;
  private final RegionMetrics metrics;
  private final EventLoop loop;

  /** Replaced once a second, on some shard's loop; read on any thread. */
  private volatile List<ShardStats> stats = List.of();

  /** Confined to the loop. */
  private long countedConflicts;

  RegionFigures(RegionNode node, MemoryBudget memory, RegionMetrics metrics, EventLoop loop) {
    this.node = node;
    this.memory = memory;
    this.metrics = metrics;
    this.loop = loop;
  }

  void start() {
    gauge("shard_items", ShardStats::items);
    gauge("shard_tombstones", ShardStats::tombstones);
    gauge("shard_log_bytes", ShardStats::logBytes);
    gauge("shard_checkpoint_bytes", ShardStats::checkpointBytes);
    gauge("shard_store_bytes", ShardStats::storeBytes);
    gauge("shard_in_flight_bytes", ShardStats::inFlightBytes);
    gauge("shard_key_bytes", ShardStats::keyBytes);
    metrics.gauge(
        "disk_free_bytes",
        () -> stats.stream().mapToLong(ShardStats::diskFreeBytes).max().orElse(0));
    metrics.gauge("writes_refused", () -> refusesWrites() ? 1 : 0);
    metrics.gauge("memory_live_bytes", memory::liveBytes);
    for (MemoryUse use : MemoryUse.values()) {
      MemoryShare share = memory.share(use);
      metrics.gauge("memory_used_bytes", share::usedBytes, "use", use.label());
      metrics.gauge("memory_limit_bytes", share::limitBytes, "use", use.label());
      metrics.gauge("memory_refused", share::refused, "use", use.label());
    }
    for (Region peer : node.options().regions()) {
      if (!peer.equals(node.region())) {
        peerGauge("replication_lag_milliseconds", peer, PeerStatus::lagMs);
        peerGauge("replication_queued_bytes", peer, PeerStatus::queuedBytes);
      }
    }
    loop.execute(this::tick);
  }

  private boolean refusesWrites() {
    return memory.isScarce() || stats.stream().anyMatch(each -> each.disk() != Room.PLENTY);
  }

  private void tick() {
    node.askShards(Shard::stats).thenAccept(newest -> loop.execute(() -> take(newest)));
    loop.schedule(PERIOD_MS, this::tick);
  }

  private void take(List<ShardStats> newest) {
    stats = newest;
    long conflicts = newest.stream().mapToLong(ShardStats::conflicts).sum();
    metrics.conflicts(conflicts - countedConflicts);
    countedConflicts = conflicts;
  }

  private void gauge(String name, ToLongFunction<ShardStats> figure) {
    metrics.gauge(name, () -> stats.stream().mapToLong(figure).sum());
  }

  private void peerGauge(String name, Region peer, ToDoubleFunction<PeerStatus> figure) {
    metrics.gauge(
        name,
        () ->
            node.replication().status().shards().stream()
                .map(ShardStatus::peers)
                .flatMap(List::stream)
                .filter(status -> status.peer().equals(peer))
                .mapToDouble(figure)
                .max()
                .orElse(0),
        "receiving_region",
        peer.name());
  }
}
