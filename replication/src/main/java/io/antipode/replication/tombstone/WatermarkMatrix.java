package io.antipode.replication.tombstone;

import io.antipode.cluster.topology.ByRegion;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.merge.Knowledge;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Who has applied whose writes up to when, in one shard (Wuu and Bernstein's time table, PODC 1984,
 * by hybrid logical times). A row is what one region last told of itself; this region's own row is
 * asked of the shard.
 *
 * <p><b>When may a tombstone go?</b> A tombstone with time t keeps older writes of its item from
 * coming back. Such a write may still travel to region R from origin O only while R has not applied
 * everything of O up to t. So it may go once every region has applied every origin's writes up to
 * t: below the minimum of the whole matrix. A region never heard of counts as 0 and holds
 * everything, until retention is over.
 *
 * <p>Confined to the shard's loop.
 */
public final class WatermarkMatrix implements Knowledge {
  private final Region self;
  private final ToLongFunction<Region> ownRow;
  private final Map<Region, Map<Region, Long>> rows = new HashMap<>();

  /**
   * @param ownRow what this region has applied of an origin; of itself: up to when its past is
   *     closed
   */
  public WatermarkMatrix(Region self, ToLongFunction<Region> ownRow) {
    this.self = self;
    this.ownRow = ownRow;
  }

  /**
   * Replaces a region's row. Not its maximum with the old row: a region that lost unsynced data to
   * a power cut tells of less than before, and that is the truth.
   */
  public void heard(Region holder, Map<Region, Long> applied) {
    if (!holder.equals(self)) {
      assert applied.values().stream().allMatch(hlc -> hlc >= 0) : holder + " told " + applied;
      rows.put(holder, ByRegion.copyOf(applied));
    }
  }

  @Override
  public long appliedBy(Region holder, Region origin) {
    if (holder.equals(self)) {
      return ownRow.applyAsLong(origin);
    }
    Map<Region, Long> row = rows.get(holder);
    return row == null ? 0 : row.getOrDefault(origin, 0L);
  }

  /** Everything up to this time, of each of these regions, has been applied by each of them. */
  public long minimum(Collection<Region> regions) {
    return minimum(regions, regions);
  }

  /** Everything up to this time, of each of the origins, has been applied by each holder. */
  public long minimum(Collection<Region> holders, Collection<Region> origins) {
    long minimum = Long.MAX_VALUE;
    for (Region holder : holders) {
      for (Region origin : origins) {
        minimum = Math.min(minimum, appliedBy(holder, origin));
      }
    }
    return holders.isEmpty() || origins.isEmpty() ? 0 : minimum;
  }
}
