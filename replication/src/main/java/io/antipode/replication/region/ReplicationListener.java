package io.antipode.replication.region;

import io.antipode.cluster.topology.Region;

/** Hears what is worth measuring; called on shards' loops, so it must be quick and thread-safe. */
public interface ReplicationListener {
  /** Hears nothing. */
  ReplicationListener NONE = new ReplicationListener() {};

  /**
   * A mutation of that region's stream has been merged here.
   *
   * @param latencyMs this region's wall clock minus the mutation's time: {@code ReplicationLatency}
   */
  default void merged(Region source, long latencyMs) {}

  /** A mutation from a peer was held back: it is further in the future than the drift bound. */
  default void heldFuture(Region source, int shard) {}

  /** Comparison of digests found items of a table that differ, and this region took one. */
  default void repaired(Region source, long tableId) {}

  /** A peer fell behind the log's reach and gets everything anew. */
  default void reseeding(Region peer, int shard) {}
}
