package io.antipode.replication.merge;

import io.antipode.cluster.topology.Region;

/**
 * Who is known to have seen what: the matrix of applied watermarks of one shard, as far as this
 * region has been told. Read on the shard's loop.
 */
public interface Knowledge {
  /**
   * Up to which hybrid logical time {@code holder} had applied the writes of {@code origin}, by
   * what is known here; 0 for nothing known. For this region itself: its own applied watermark.
   */
  long appliedBy(Region holder, Region origin);
}
