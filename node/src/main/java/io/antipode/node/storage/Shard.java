package io.antipode.node.storage;

import io.antipode.replication.merge.ConflictRecord;
import io.antipode.replication.region.ReplicatedShard;
import java.util.List;

/**
 * The unit of ownership, ordering and replication: one writer (its event loop) over a log,
 * checkpoints and views. Three ports in one: most of what uses a shard needs but one of them. Every
 * method runs on the shard's loop.
 */
public interface Shard extends ItemShard, LogShard, ReplicatedShard {
  /** The newest losers of conflicts, oldest first. */
  List<ConflictRecord> conflicts();

  ShardStats stats();

  /** What transactions hold here. */
  TransactionShard transactions();

  /** What of its items is due by time to live. */
  ExpiryShard expiry();
}
