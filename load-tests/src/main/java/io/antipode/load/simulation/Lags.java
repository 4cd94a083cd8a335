package io.antipode.load.simulation;

import io.antipode.cluster.topology.Region;
import io.antipode.load.simulation.Ledger.Write;
import io.antipode.replication.clock.Version;
import io.antipode.replication.region.ReplicationStatus.PeerStatus;
import io.antipode.replication.region.ReplicationStatus.ShardStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lag that a region tells is no less than what its own writes have waited for a peer. Of a
 * region whose clock and process nothing has disturbed: its clock tells how long that is. What a
 * peer has acknowledged once does not wait any more, though it may be told to count from the start:
 * a complete copy of a third region's may tell it of times that this one has never shipped to it.
 */
final class Lags {
  /** A tick, and what is between a write and its acknowledgement. */
  private static final int SLACK_MS = 1_000;

  private static final long NS_PER_MS = 1_000_000;

  private final World world;
  private final Ledger ledger;
  private final Losses losses;

  /** The greatest time that each peer was seen to have acknowledged. */
  private final Map<Way, Long> acknowledged = new HashMap<>();

  private record Way(Region from, int shard, Region to) {}

  Lags(World world, Ledger ledger, Losses losses) {
    this.world = world;
    this.ledger = ledger;
    this.losses = losses;
  }

  /** Throws {@link Violation} where a region tells less. */
  void require(SimulatedRegion region) {
    if (!region.isComplete()
        || region.isSuspect()
        || !region.isInItsFirstLife()
        || region.time().wasDisturbed()
        || region.process().wasDisturbed()) {
      return;
    }
    for (ShardStatus shard : region.replicationStatus()) {
      for (PeerStatus peer : shard.peers()) {
        if (losses.hasBegunAnew(peer.peer())) {
          continue; // What it had acknowledged counts again, from when that is known.
        }
        Way way = new Way(region.region(), shard.shard(), peer.peer());
        long waitedMs =
            waitedMs(region, shard.shard(), acknowledged.merge(way, peer.ackedHlc(), Math::max));
        if (peer.lagMs() < waitedMs - SLACK_MS) {
          throw new Violation(
              "lag: %s shard-%d tells a lag of %d ms towards %s, which has not acknowledged what was written %d ms ago"
                  .formatted(region, shard.shard(), peer.lagMs(), peer.peer(), waitedMs));
        }
      }
    }
  }

  private long waitedMs(SimulatedRegion region, int shard, long ackedHlc) {
    long longest = 0;
    for (List<Write> writes : ledger.byKey().values()) {
      for (Write write : writes) {
        Version version = write.version;
        if (version != null
            && version.hlc() > ackedHlc
            && write.shard.number() == shard
            && write.region.equals(region.region())
            && !losses.isHomeless(write)) {
          longest = Math.max(longest, world.nowMs() - write.acknowledgedNs / NS_PER_MS);
        }
      }
    }
    return longest;
  }
}
