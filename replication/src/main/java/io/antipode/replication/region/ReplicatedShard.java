package io.antipode.replication.region;

import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.log.Standing;
import io.antipode.replication.merge.Knowledge;
import io.antipode.replication.mutation.Mutation;
import org.jspecify.annotations.Nullable;

/**
 * What replication needs of a shard; the node's shard implements it. Every method runs on the
 * shard's event loop.
 *
 * <p>Cursors between regions are hybrid logical times, not log positions: along one shard's log the
 * versions of its own region strictly increase, and the clock never steps back over a restart (its
 * bound is persisted), so "everything of region A up to time t" is well defined even when a power
 * cut took the tail of A's log.
 *
 * <p>Seeds, reseeds and repairs bring mutations flagged {@link Mutation#OUT_OF_ORDER}, among them
 * ones of the shard's own region (written here, lost here, still held elsewhere) and tombstones
 * made for items whose deletion was forgotten. These are merged and logged like any other, but move
 * no watermark, and {@link #readOwn} does not show them.
 */
public interface ReplicatedShard {
  /** A shard makes one new promise ({@link #closedTime}) in so many milliseconds at most. */
  int PROMISE_EVERY_MS = 500;

  ShardId id();

  /** The region that this shard belongs to. */
  Region region();

  /**
   * Everything that {@code origin} accepted for this shard up to (and with) this hybrid logical
   * time has been applied and is durable here; 0 for nothing. For the shard's own region: the
   * newest committed write.
   */
  long watermark(Region origin);

  /**
   * Raises a watermark without a mutation (what lay between was not for this region, or lost to
   * newer versions). It is logged first, and counts for whoever waits with {@link #afterCommit}
   * after this call; peers are told after that.
   */
  void advanceWatermark(Region origin, long hlc);

  /**
   * Lowers the watermark of a region that has lost its disk since, so that what it knows of its
   * former life is no more than what it knows now. Logged first, as {@link #advanceWatermark} is.
   */
  void restartWatermark(Region origin, long hlc);

  /** What the shard's clock says of its own times and of others'. */
  ClockReading readClock();

  /**
   * The clock at this moment.
   *
   * @param horizon the greatest time that is not from the future: what lies above is neither
   *     applied nor believed, be it a version, a watermark or a promise; never falls while the
   *     process runs
   * @param reached the greatest time given out or absorbed here: every later own write lies above
   *     it, and nobody can have heard of own writes beyond it, but from a former life of the region
   * @param bornAbove where this process found nothing on its disk and began the shard: all its own
   *     writes lie above this time, and what peers know of own writes beyond it may be of a former
   *     life; else 0
   */
  record ClockReading(long horizon, long reached, long bornAbove) {}

  /**
   * Closes the past, so that an idle region holds no tombstone back: returns a hybrid logical time
   * such that every own write up to it is committed and every later one will be above it, even
   * after a restart. At least {@code watermark(region())}, and about {@link #PROMISE_EVERY_MS}
   * behind the clock's present where this is called often: a promise is logged before it is given,
   * so this gives the last one and asks for the next.
   */
  long closedTime();

  /**
   * Gives the shard what is known of other regions' watermarks; called when replication attaches.
   */
  void useKnowledge(Knowledge knowledge);

  /**
   * Reads this region's own committed mutations with time greater than {@code afterHlc}, oldest
   * first.
   *
   * @param maxBytes stop after about this many bytes of payload
   * @param visitor called for each, in order
   * @return what was reached
   */
  OwnRead readOwn(long afterHlc, int maxBytes, OwnVisitor visitor);

  /** Takes one of the region's own mutations. */
  interface OwnVisitor {
    void visit(Mutation mutation);
  }

  /**
   * The end of a {@link #readOwn}.
   *
   * @param reachedHlc everything of this region up to this time has been visited
   * @param caughtUp nothing committed remains
   * @param truncated the log no longer reaches back to {@code afterHlc}: the peer needs a reseed;
   *     nothing was visited
   */
  record OwnRead(long reachedHlc, boolean caughtUp, boolean truncated) {}

  /**
   * Merges a mutation from another region: it is applied and logged if and only if its version
   * beats the item's (tombstones count). The decision is made at once; durability follows with the
   * next group commit.
   *
   * @return what came of it
   */
  ApplyOutcome apply(Mutation mutation);

  /** What {@link #apply} did. */
  enum ApplyOutcome {
    /** Newer than what was here. */
    APPLIED,
    /** Already here: the same version. */
    DUPLICATE,
    /**
     * A newer version stands; where the loser was concurrent with it, it has been counted and
     * recorded.
     */
    SUPERSEDED,
    /**
     * Further in the future than the drift bound: not applied, not absorbed by the clock. The
     * caller must offer it again later.
     */
    FROM_THE_FUTURE,
    /** The table is not known here yet: offer it again later. */
    UNKNOWN_TABLE,
    /** The disk is nearly full: offer it again later. */
    NO_ROOM,
    /**
     * The table was deleted here or this region is no replica of it (any more): dropped for good.
     */
    NOT_A_REPLICA
  }

  /** Calls back, in order, once everything applied before this call is durable. */
  void afterCommit(Runnable then);

  /**
   * Calls back on the loop whenever own mutations have been committed since the last call; one
   * listener per name.
   */
  void onCommitted(String name, Runnable listener);

  /**
   * Visits the present items and tombstones of one table in key order, starting after a key.
   *
   * @param afterKey null to begin
   * @param maxBytes stop after about this many bytes
   * @return the last key visited, or null when the table's end was reached
   */
  byte @Nullable [] snapshot(
      long tableId, byte @Nullable [] afterKey, int maxBytes, OwnVisitor visitor);

  /** Count and order-independent hash of a table's live items and versions in this shard. */
  Digest digest(long tableId);

  /**
   * A table's digest in one shard.
   *
   * @param items live items
   * @param hash wrapping sum of a 64-bit hash of each (key, version, item)
   */
  record Digest(long items, long hash) {
    public static final Digest EMPTY = new Digest(0, 0);
  }

  /**
   * Forgets the tombstones of a table whose time is below the given one, sooner or later, and
   * raises {@link #tombstoneFloor} with each.
   */
  void collectTombstones(long tableId, long belowHlc);

  /**
   * A tombstone below this time may have been forgotten here; all others are present. Survives
   * restarts as the items do. 0 while none has been forgotten.
   */
  long tombstoneFloor();

  /**
   * Raises the floor: items have come from a region that had forgotten tombstones below it. Logged
   * first, as {@link #advanceWatermark} is.
   */
  void raiseTombstoneFloor(long hlc);

  /** Whether an item or a tombstone stands under the key, what is in flight included. */
  boolean holds(byte[] key);

  /**
   * Every peer has applied the own mutations up to this time, so no cursor needs the log before it.
   * A hint: a log that must go anyway may, and the peers behind are reseeded.
   */
  void peersReached(long hlc);

  /** As {@link #setStanding} left it, also over restarts; SUSPECT where opened after too long. */
  Standing standing();

  /**
   * Changes what is known; {@link Rejoin} decides. Counts at once; in the log it stands before
   * whatever is applied afterwards.
   */
  void setStanding(Standing standing);
}
