package io.antipode.replication.log;

import io.antipode.cluster.topology.ByRegion;
import io.antipode.cluster.topology.Region;
import java.util.Map;

/**
 * What a shard's records add up to besides its items: checkpoints and marks carry it, so that the
 * log before them may go.
 *
 * @param watermarks up to which time each origin's writes are here
 * @param tombstoneFloor tombstones below this time may be missing
 * @param toldHlc the last promise: no later write has this time or one below it
 */
public record LogState(
    Map<Region, Long> watermarks, long tombstoneFloor, Standing standing, long toldHlc) {
  /** Of an empty log. */
  public static final LogState EMPTY = new LogState(Map.of(), 0, Standing.CURRENT, 0);

  /** More regions than this share no table. */
  public static final int MAX_WATERMARKS = 64;

  public LogState {
    if (watermarks.size() > MAX_WATERMARKS || tombstoneFloor < 0 || toldHlc < 0) {
      throw new IllegalArgumentException(
          "%d watermarks, floor %d, told %d".formatted(watermarks.size(), tombstoneFloor, toldHlc));
    }
    watermarks = ByRegion.copyOf(watermarks);
  }
}
