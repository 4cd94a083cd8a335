package io.antipode.load.simulation;

import io.antipode.cluster.topology.Region;
import io.antipode.node.json.Leniency;
import io.antipode.node.region.RegionOptions;
import io.antipode.node.storage.recovery.ShardOptions;
import io.antipode.replication.log.Durability;
import io.antipode.replication.memory.MemoryBudget;
import io.antipode.replication.region.ReplicationOptions;
import java.util.List;

/** The product's options for a region of a simulation: small, so that a limit is met in seconds. */
final class SimulatedOptions {
  /** Nothing here is refused for want of it. */
  static final MemoryBudget MEMORY = MemoryBudget.unbounded();

  private static final int BATCH_BYTES = 2 << 10;
  private static final int WINDOW_BYTES = 8 << 10;
  private static final int REJOIN_WAIT_MS = 1_000;
  private static final long MIN_FREE_BYTES = 48 << 10;
  private static final int JOURNAL_BYTES = 16 << 10;
  private static final long MAX_IN_FLIGHT_BYTES = 1 << 20;

  private SimulatedOptions() {}

  static RegionOptions of(Region self, List<Region> all, Settings settings) {
    return new RegionOptions(
        self,
        all,
        SimulatedRegion.SHARDS,
        settings.fsync() ? Durability.FSYNC : Durability.OS,
        SimulatedRegion.DRIFT_BOUND_MS,
        "simulated",
        replication(settings),
        Leniency.NONE,
        JOURNAL_BYTES,
        shard -> shard(shard, settings));
  }

  private static ReplicationOptions replication(Settings settings) {
    ReplicationOptions usual = ReplicationOptions.DEFAULT;
    return new ReplicationOptions(
        BATCH_BYTES,
        WINDOW_BYTES,
        settings.linkQueueBytes(),
        usual.tickMs(),
        usual.idleTicks(),
        usual.heldRetryMs(),
        usual.stallTicks(),
        settings.compareTicks(),
        settings.collectTicks(),
        settings.retentionMs(),
        REJOIN_WAIT_MS,
        settings.graceMs());
  }

  private static ShardOptions shard(ShardOptions shard, Settings settings) {
    return new ShardOptions(
        shard.id(),
        shard.region(),
        shard.folder(),
        shard.durability(),
        shard.driftBoundMs(),
        settings.segmentBytes(),
        MAX_IN_FLIGHT_BYTES,
        MIN_FREE_BYTES,
        settings.checkpointBytes(),
        settings.retentionMs());
  }
}
