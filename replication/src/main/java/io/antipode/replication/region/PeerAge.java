package io.antipode.replication.region;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import java.util.Map;

/** Tells by what a peer has applied whether it may have missed deletions. On the shard's loop. */
final class PeerAge {
  private PeerAge() {}

  /**
   * Whether the peer lacks writes of some region that this shard has and whose deletions it may
   * have forgotten.
   *
   * @param restarted the peer counts this region's writes anew: what it says of them tells nothing
   */
  static boolean isBehind(
      ShardContext context, Region peer, Map<Region, Long> applied, boolean restarted) {
    ReplicatedShard shard = context.shard();
    long floor = shard.tombstoneFloor();
    if (floor == 0) {
      return false;
    }
    for (TableDescriptor table : context.tables(t -> context.sharedWith(peer, t))) {
      for (Region origin : table.replicas().keySet()) {
        boolean counts =
            !origin.equals(peer)
                && !(restarted && origin.equals(context.self()))
                && table.replicatesTo(origin)
                && !ShardContext.creating(table, peer)
                && !ShardContext.creating(table, context.self());
        if (counts && applied.getOrDefault(origin, 0L) < Math.min(floor, shard.watermark(origin))) {
          return true;
        }
      }
    }
    return false;
  }
}
