package io.antipode.node.ttl;

import io.antipode.cluster.topology.Region;
import io.antipode.node.storage.Shard;
import io.antipode.replication.clock.Version;
import java.util.List;

/** Up to when all is known that other regions wrote. */
final class Settled {
  private Settled() {}

  /** The last epoch second of which everything is here that those regions wrote in it or before. */
  static long second(Shard shard, List<Region> peers) {
    return peers.stream()
        .mapToLong(peer -> Version.epochMs(shard.watermark(peer)) / 1_000 - 1)
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
