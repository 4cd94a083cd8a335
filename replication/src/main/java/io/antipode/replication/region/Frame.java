package io.antipode.replication.region;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.mutation.Mutation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What regions say to each other. Each frame but {@link Control} belongs to one shard and is
 * handled on its loop. Arrays are owned by the frame and never changed.
 *
 * <p>{@code round} counts a sender's rewinds: answers to frames of an earlier round say nothing
 * about this one.
 */
sealed interface Frame {

  /** What became of a batch or page. */
  enum Verdict {
    TAKEN(0),
    /** The batch starts beyond what is here: go back to the watermark. */
    GAP(1),
    /** A mutation is further in the future than the drift bound. */
    FROM_THE_FUTURE(2),
    /** The table is not known here yet. */
    UNKNOWN_TABLE(3),
    /** The disk is nearly full. */
    NO_ROOM(4);

    /** On the wire. */
    final byte code;

    Verdict(int code) {
      this.code = (byte) code;
    }

    boolean held() {
      return this == FROM_THE_FUTURE || this == UNKNOWN_TABLE || this == NO_ROOM;
    }
  }

  /** Why pages of items are shipped. */
  enum Purpose {
    /** A new replica gets a table. */
    SEED(0),
    /** A peer that is behind the log's reach gets all tables. */
    RESEED(1),
    /** Buckets that differ. */
    REPAIR(2);

    /** On the wire. */
    final byte code;

    Purpose(int code) {
      this.code = (byte) code;
    }
  }

  /** "How far are you with my writes?" */
  record Probe(int shard, int round) implements Frame {}

  /**
   * The answer.
   *
   * @param incarnation differs whenever the peer's process has started anew
   * @param applied everything of each region up to this time is durable here
   */
  record Position(int shard, int round, long incarnation, Map<Region, Long> applied)
      implements Frame {}

  /**
   * The sender's own mutations in (fromHlc, toHlc], those of tables that replicate to the peer. May
   * be empty: a heartbeat.
   *
   * @param applied what the sender has applied of other regions
   */
  record Batch(
      int shard,
      int round,
      long fromHlc,
      long toHlc,
      Map<Region, Long> applied,
      List<Mutation> mutations)
      implements Frame {}

  /** Everything of the sender up to the watermark is durable; and what became of a batch. */
  record Ack(int shard, int round, long watermark, Verdict verdict) implements Frame {}

  /**
   * "You say that you have my writes up to {@code told}, which is more than there ever were in this
   * log: count from here on." The answer is a {@link Position}.
   *
   * @param fromHlc all that the sender's log holds of its own lies above
   */
  record Restart(int shard, int round, long told, long fromHlc) implements Frame {}

  /**
   * Items (and tombstones) of one table with keys in (afterKey, lastKey].
   *
   * @param transferId of this transfer; new with each attempt
   * @param sequence from 0 along the transfer
   * @param tag for a seed, the version of the replica's descriptor
   * @param afterKey null from the table's beginning
   * @param lastKey null to the table's end
   * @param floor tombstones below this time may be missing
   */
  record Page(
      int shard,
      Purpose purpose,
      long transferId,
      int sequence,
      long tableId,
      long tag,
      long floor,
      byte @Nullable [] afterKey,
      byte @Nullable [] lastKey,
      List<Mutation> mutations)
      implements Frame {}

  /** This page is durable, or must be sent again. */
  record PageAck(int shard, long transferId, int sequence, Verdict verdict) implements Frame {}

  /**
   * Pages of all shared tables follow, under this transfer's id.
   *
   * @param applied what the sender had applied when it began, itself included
   * @param tables those that follow
   */
  record ReseedBegin(int shard, long transferId, Map<Region, Long> applied, List<Long> tables)
      implements Frame {}

  /** All pages of a reseed have been sent and acknowledged. */
  record ReseedEnd(int shard, int round, long transferId) implements Frame {}

  /** "My digest of this table is …; and yours?" */
  record DigestAsk(int shard, long tableId) implements Frame {}

  record DigestAnswer(int shard, long tableId, ReplicatedShard.Digest digest) implements Frame {}

  /**
   * Digests differ: these are the sender's buckets.
   *
   * @param upToHlc of the items with versions up to this; {@link Long#MAX_VALUE} of all, where
   *     nothing moves
   */
  record Buckets(int shard, long tableId, long upToHlc, long[] sums) implements Frame {}

  /**
   * The buckets that differ.
   *
   * @param ship both sides now ship them; else they are only told, to be looked at again
   */
  record BucketsDiffer(int shard, long tableId, byte[] set, boolean ship) implements Frame {}

  /** Opaque bytes of the control plane. */
  record Control(byte[] payload) implements Frame {}
}
