package io.antipode.node.replica;

import io.antipode.cluster.topology.Region;

/** One wish of {@code UpdateTable}'s {@code ReplicaUpdates}. */
public sealed interface ReplicaChange {
  /** As the request names it; perhaps no region at all. */
  String regionName();

  record Create(String regionName) implements ReplicaChange {}

  record Delete(String regionName) implements ReplicaChange {}

  /** The local replica becomes a table of its own. */
  record Disassociate(String regionName) implements ReplicaChange {}

  /** The region; only for names that have been found valid. */
  default Region region() {
    return new Region(regionName());
  }
}
