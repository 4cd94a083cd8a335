package io.antipode.replication.checkpoint;

import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.ByRegion;
import io.antipode.cluster.topology.Region;
import java.util.Map;

/**
 * What a checkpoint says about itself.
 *
 * @param region that the shard belongs to
 * @param logPosition everything up to it is in the checkpoint; some of what follows may be too, so
 *     that the log is replayed from the next position and merged
 * @param ownHlc greatest hybrid logical time of the region's own writes when it was begun
 * @param watermarks applied watermark of each origin when it was begun
 * @param tombstoneFloor tombstones below this time may be missing
 * @param createdAtEpochMs by the region's wall clock
 */
public record CheckpointHeader(
    ShardId shard,
    Region region,
    long logPosition,
    long ownHlc,
    Map<Region, Long> watermarks,
    long tombstoneFloor,
    long createdAtEpochMs) {
  public CheckpointHeader {
    if (logPosition < 0 || ownHlc < 0 || watermarks.size() > CheckpointFormat.MAX_WATERMARKS) {
      throw new IllegalArgumentException(
          "position %d, own time %d, %d watermarks"
              .formatted(logPosition, ownHlc, watermarks.size()));
    }
    watermarks = ByRegion.copyOf(watermarks);
  }
}
