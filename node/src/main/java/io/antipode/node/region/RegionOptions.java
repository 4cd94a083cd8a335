package io.antipode.node.region;

import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.json.Leniency;
import io.antipode.node.storage.recovery.ShardOptions;
import io.antipode.replication.journal.SyncJournal;
import io.antipode.replication.log.Durability;
import io.antipode.replication.region.ReplicationOptions;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a region's node is.
 *
 * @param regions all that there are, this one included
 * @param endpoint {@code host:port} where clients reach this region
 * @param maxClockDriftMs a peer's write further ahead than this is held back
 * @param leniency with requests that AWS would refuse
 * @param throttling whether the capacity of tables limits what requests consume
 * @param journalBytes length of the journal by which shards share their syncs
 * @param tuning of a shard's limits, for simulations and tests
 */
public record RegionOptions(
    Region self,
    List<Region> regions,
    int shardCount,
    Durability durability,
    long maxClockDriftMs,
    String endpoint,
    ReplicationOptions replication,
    Leniency leniency,
    boolean throttling,
    int journalBytes,
    UnaryOperator<ShardOptions> tuning) {
  /** One that throttles, with other limits than are usual. */
  public RegionOptions(
      Region self,
      Collection<Region> regions,
      int shardCount,
      Durability durability,
      long maxClockDriftMs,
      String endpoint,
      ReplicationOptions replication,
      Leniency leniency,
      int journalBytes,
      UnaryOperator<ShardOptions> tuning) {
    this(
        self,
        List.copyOf(regions),
        shardCount,
        durability,
        maxClockDriftMs,
        endpoint,
        replication,
        leniency,
        true,
        journalBytes,
        tuning);
  }

  public RegionOptions(
      Region self,
      Collection<Region> regions,
      int shardCount,
      Durability durability,
      long maxClockDriftMs,
      String endpoint,
      ReplicationOptions replication,
      Leniency leniency,
      boolean throttling) {
    this(
        self,
        List.copyOf(regions),
        shardCount,
        durability,
        maxClockDriftMs,
        endpoint,
        replication,
        leniency,
        throttling,
        SyncJournal.DEFAULT_BYTES,
        UnaryOperator.identity());
  }

  /** The limits of a shard in the folder of its name. */
  ShardOptions shard(ShardId id) {
    ShardOptions usual = ShardOptions.of(id, self, id.toString(), durability);
    return tuning.apply(
        new ShardOptions(
            id,
            self,
            usual.folder(),
            durability,
            maxClockDriftMs,
            usual.segmentBytes(),
            usual.maxInFlightBytes(),
            usual.minFreeBytes(),
            usual.checkpointAfterBytes(),
            usual.retentionMs()));
  }

  public RegionOptions {
    regions = List.copyOf(regions);
    if (!regions.contains(self)) {
      throw new IllegalArgumentException(self + " is not among " + regions);
    }
  }
}
