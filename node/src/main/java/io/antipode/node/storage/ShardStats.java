package io.antipode.node.storage;

import io.antipode.node.storage.view.ShardViews;
import io.antipode.replication.log.CommitPath;
import io.antipode.replication.log.ShardLog;
import java.util.List;

/**
 * A shard's figures at one moment.
 *
 * @param items live items
 * @param keys items, tombstones and index entries
 * @param logBytes of all segments on disk
 * @param checkpointBytes of the newest checkpoint
 * @param storeBytes of the item store's files
 * @param keyBytes of memory outside the heap, for the order of keys
 * @param conflicts writes that lost to concurrent ones since the shard was opened
 * @param inFlightBytes given to the log and not committed yet
 * @param disk what its disk has room for
 * @param diskFreeBytes as last seen; 0 before that
 * @param damages what was found to be gone when it was opened, though it serves; for people
 */
public record ShardStats(
    long items,
    long tombstones,
    long keys,
    long logBytes,
    long checkpointBytes,
    long storeBytes,
    long keyBytes,
    long conflicts,
    long inFlightBytes,
    Room disk,
    long diskFreeBytes,
    List<String> damages) {
  public ShardStats {
    damages = List.copyOf(damages);
  }

  static ShardStats of(
      ShardViews views,
      ShardLog log,
      ShardUpkeep upkeep,
      ConflictRing conflicts,
      CommitPath commitPath) {
    return new ShardStats(
        views.tables.items(),
        views.tables.tombstones(),
        views.keys.size(),
        log.bytes(),
        upkeep.checkpointBytes(),
        views.store.fileBytes(),
        views.keyBytes(),
        conflicts.count(),
        commitPath.pendingBytes(),
        upkeep.disk().room(),
        upkeep.disk().freeBytes(),
        upkeep.damages());
  }
}
