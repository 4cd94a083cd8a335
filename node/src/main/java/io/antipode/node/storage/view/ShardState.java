package io.antipode.node.storage.view;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.log.LogState;
import io.antipode.replication.log.Standing;

/**
 * What a shard knows besides its items: a view of its log's records, as the items are. Times only
 * rise, but for a region's that lost its disk. One thread at a time: the one that recovers, then
 * the shard's loop.
 */
public final class ShardState {
  private final Watermarks watermarks;
  private long tombstoneFloor;
  private Standing standing;
  private long toldHlc;

  public ShardState(LogState from) {
    watermarks = new Watermarks(from.watermarks());
    tombstoneFloor = from.tombstoneFloor();
    standing = from.standing();
    toldHlc = from.toldHlc();
  }

  /** All of it, as checkpoints and marks carry it. */
  public LogState sum() {
    return new LogState(watermarks.sum(), tombstoneFloor, standing, toldHlc);
  }

  /** Up to which time an origin's writes are here. */
  public long watermark(Region origin) {
    return watermarks.of(origin);
  }

  public void reached(Region origin, long hlc) {
    watermarks.reached(origin, hlc);
  }

  /** An origin's log began anew: nothing of it above this time is here. */
  void restarted(Region origin, long hlc) {
    watermarks.restarted(origin, hlc);
  }

  /** Below which time tombstones may have been forgotten. */
  public long tombstoneFloor() {
    return tombstoneFloor;
  }

  void raiseTombstoneFloor(long hlc) {
    tombstoneFloor = Math.max(tombstoneFloor, hlc);
  }

  public Standing standing() {
    return standing;
  }

  void stands(Standing newStanding) {
    standing = newStanding;
  }

  /** The last promise: every later write is above it. */
  public long toldHlc() {
    return toldHlc;
  }

  public void told(long hlc) {
    toldHlc = Math.max(toldHlc, hlc);
  }
}
