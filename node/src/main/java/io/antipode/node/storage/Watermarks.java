package io.antipode.node.storage;

import io.antipode.cluster.topology.ByRegion;
import io.antipode.cluster.topology.Region;
import java.util.HashMap;
import java.util.Map;

/**
 * Up to which hybrid logical time each origin's writes are here, and up to which tombstones may
 * have been forgotten. They only rise. On the shard's loop.
 */
final class Watermarks {
  private final Map<Region, Long> applied = new HashMap<>();

  private long tombstoneFloor;

  Watermarks(Map<Region, Long> recovered, long tombstoneFloor) {
    applied.putAll(recovered);
    this.tombstoneFloor = tombstoneFloor;
  }

  long tombstoneFloor() {
    return tombstoneFloor;
  }

  void raiseTombstoneFloor(long hlc) {
    tombstoneFloor = Math.max(tombstoneFloor, hlc);
  }

  long of(Region origin) {
    return applied.getOrDefault(origin, 0L);
  }

  void raise(Region origin, long hlc) {
    applied.merge(origin, hlc, Math::max);
  }

  Map<Region, Long> all() {
    return ByRegion.copyOf(applied);
  }
}
