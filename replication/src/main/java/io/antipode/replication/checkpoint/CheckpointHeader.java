package io.antipode.replication.checkpoint;

import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.log.LogState;

/**
 * What a checkpoint says about itself.
 *
 * @param region that the shard belongs to
 * @param logPosition everything up to it is in the checkpoint; some of what follows may be too, so
 *     that the log is replayed from the next position and merged
 * @param ownHlc greatest hybrid logical time of the region's own writes when it was begun
 * @param state what else the log up to there adds up to
 * @param createdAtEpochMs by the region's wall clock
 */
public record CheckpointHeader(
    ShardId shard,
    Region region,
    long logPosition,
    long ownHlc,
    LogState state,
    long createdAtEpochMs) {
  public CheckpointHeader {
    if (logPosition < 0 || ownHlc < 0) {
      throw new IllegalArgumentException("position " + logPosition + ", own time " + ownHlc);
    }
  }
}
