package io.antipode.replication.log;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.mutation.Mutation;

/**
 * What a shard must remember: the log holds nothing else, and nothing is remembered elsewhere. A
 * record is logged before it is acted on, so whoever has the log up to a position knows all that
 * the shard knew there; a checkpoint carries the sum of the records before it.
 *
 * <pre>
 *  record     logged when                                  durable
 *  ---------  -------------------------------------------  --------------------------------------
 *  Write      an item is written or deleted                as the shard's durability says
 *  Wiped      the table was deleted here                   at once, whatever the durability
 *  Forgotten  tombstones have been seen by every region    as the shard's durability says
 *  Floor      items came from who had forgotten some       with the next sync: noted
 *  Reached    a peer's writes are here up to a time        with the next sync: noted
 *  Restarted  a peer's log began anew at a time            with the next sync: noted
 *  Told       peers are promised nothing more below it     with the next sync: noted
 *  Stands     the shard may serve, or may not              with the next sync: noted
 * </pre>
 *
 * <p>A noted record ({@link CommitPath#note}) is in the file before it is acted on, so the death of
 * the process doesn't take it; a power cut may, and each is safe to lose: a watermark or a floor is
 * fetched again, the clock's bound lies above every promise ({@link ClockBoundFile}), and where
 * what was logged after a standing is there, so is the standing. None of them costs a sync, for
 * they come with every heartbeat.
 */
public sealed interface LogRecord {
  /** Bytes of its payload in the log. */
  static int sizeOf(LogRecord record) {
    return LogRecordCodec.sizeOf(record);
  }

  /** The time of a write, or -1: what remains of the log for readers by age. */
  static long hlcOf(LogRecord record) {
    return record instanceof Write(Mutation mutation) ? mutation.version().hlc() : -1;
  }

  /**
   * The time of a write that this region accepted itself, in order, so that cursors of other
   * regions count it; or -1.
   */
  static long ownHlcOf(LogRecord record, Region self) {
    return record instanceof Write(Mutation mutation)
            && mutation.version().region().equals(self)
            && !mutation.has(Mutation.OUT_OF_ORDER)
        ? mutation.version().hlc()
        : -1;
  }

  /** An item was written or deleted, here or in another region. */
  record Write(Mutation mutation) implements LogRecord {}

  /**
   * Everything that a region accepted up to a time is here, though no write says so: what lay
   * between was not for this region, or lost to newer versions.
   */
  record Reached(Region origin, long hlc) implements LogRecord {}

  /**
   * A region lost its disk: of what it accepts from now on nothing above this time is here,
   * whatever was known of its former life.
   */
  record Restarted(Region origin, long hlc) implements LogRecord {}

  /** Tombstones below a time may be missing: items came from a region that had forgotten them. */
  record Floor(long hlc) implements LogRecord {}

  /** The tombstones of a table below a time are forgotten. */
  record Forgotten(long tableId, long belowHlc) implements LogRecord {}

  /** Everything that a table held is gone; what follows belongs to one that came back. */
  record Wiped(long tableId) implements LogRecord {}

  /** What is known of the shard's age from here on. */
  record Stands(Standing standing) implements LogRecord {}

  /** Peers may be promised that no write here will have this time or one below it. */
  record Told(long hlc) implements LogRecord {}
}
