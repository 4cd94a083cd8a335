package io.antipode.replication.region;

import io.antipode.cluster.topology.Region;
import java.util.List;

/** How replication stands, as of the last tick of each shard. */
public record ReplicationStatus(Region self, List<ShardStatus> shards) {
  public ReplicationStatus {
    shards = List.copyOf(shards);
  }

  /**
   * One shard.
   *
   * @param minimumHlc everything up to this hybrid logical time, of every region, is known to have
   *     been applied by every region
   */
  public record ShardStatus(int shard, long minimumHlc, List<PeerStatus> peers) {
    public ShardStatus {
      peers = List.copyOf(peers);
    }
  }

  /**
   * One shard towards, and from, one peer.
   *
   * @param lagMs about how long the oldest own write that the peer has not acknowledged has waited;
   *     0 when it has all
   * @param ackedHlc own writes up to this time are durable at the peer
   * @param appliedHlc the peer's writes up to this time are durable here
   * @param queuedBytes sent and not yet acknowledged
   * @param seeds tables that the peer is yet to get, or is getting, from here
   */
  public record PeerStatus(
      Region peer,
      SenderState state,
      long lagMs,
      long ackedHlc,
      long appliedHlc,
      long queuedBytes,
      int seeds) {}
}
