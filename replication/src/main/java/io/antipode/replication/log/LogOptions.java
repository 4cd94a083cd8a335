package io.antipode.replication.log;

import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;

/**
 * What a shard log needs to know.
 *
 * @param self the region whose own mutations are indexed by their times
 * @param segmentBytes a segment that has reached this size is followed by a new one
 * @param tailBytes how much of the newest records stays in memory for readers
 */
public record LogOptions(ShardId shard, Region self, long segmentBytes, long tailBytes) {
  public static final long DEFAULT_SEGMENT_BYTES = 64L << 20;
  public static final long DEFAULT_TAIL_BYTES = 4L << 20;

  public LogOptions {
    if (segmentBytes < 4_096 || segmentBytes > 1L << 30 || tailBytes < 0) {
      throw new IllegalArgumentException(
          "segment of " + segmentBytes + " bytes, tail of " + tailBytes);
    }
  }

  public static LogOptions of(ShardId shard, Region self) {
    return new LogOptions(shard, self, DEFAULT_SEGMENT_BYTES, DEFAULT_TAIL_BYTES);
  }
}
