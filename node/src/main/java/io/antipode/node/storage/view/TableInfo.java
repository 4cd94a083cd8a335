package io.antipode.node.storage.view;

import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.KinesisDestination;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.TimeToLive;
import io.antipode.cluster.topology.Region;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a shard needs to know of a table, compiled from its descriptor.
 *
 * @param writable by clients here: not being deleted
 * @param replicated this region is one of the replicas of a global table: tombstones are kept, and
 *     mutations of other regions taken
 * @param streamEpochMs of the stream that is on, else of the Kinesis destination; 0 for none
 * @param streamShowsOld whether log records must carry the old image
 * @param indexes with {@code expiry}
 * @param expiry where time to live is on, else null
 * @param expiryOff the change that switched it off and has yet to be carried out here; 0 for none
 * @param peers the other regions of a global table
 */
public record TableInfo(
    long id,
    boolean writable,
    boolean replicated,
    long streamEpochMs,
    boolean streamShowsOld,
    List<SecondaryIndex> indexes,
    @Nullable ExpiryIndex expiry,
    long expiryOff,
    List<Region> peers) {

  /** Of a table that shards keep for themselves. */
  static TableInfo ofSystem(long id) {
    return new TableInfo(id, true, false, 0, false, List.of(), null, 0, List.of());
  }

  static TableInfo of(TableDescriptor table, Region self, SecondaryIndex.Compiler compiler) {
    StreamDescriptor stream = table.stream();
    KinesisDestination destination = table.local().destination();
    ExpiryIndex expiry = ExpiryIndex.of(table);
    return new TableInfo(
        table.id(),
        table.status() != TableStatus.DELETING,
        table.replicatesTo(self),
        stream != null ? stream.createdAtMs() : destination == null ? 0 : destination.enabledAtMs(),
        (stream != null && stream.viewType().showsOld()) || destination != null,
        indexes(table, expiry, compiler),
        expiry,
        expiryOff(table),
        table.replicas().values().stream()
            .filter(replica -> replica.isMember() && !replica.region().equals(self))
            .map(ReplicaDescriptor::region)
            .toList());
  }

  private static List<SecondaryIndex> indexes(
      TableDescriptor table, @Nullable ExpiryIndex expiry, SecondaryIndex.Compiler compiler) {
    List<SecondaryIndex> indexes = new ArrayList<>();
    for (IndexDescriptor index : table.indexes()) {
      if (index.status() != IndexDescriptor.Status.DELETING) {
        indexes.add(compiler.compile(table, index));
      }
    }
    if (expiry != null) {
      indexes.add(expiry);
    }
    return List.copyOf(indexes);
  }

  private static long expiryOff(TableDescriptor table) {
    TimeToLive setting = table.shared().timeToLive();
    return setting != null && !setting.enabled() && table.timeToLiveChanges() ? setting.id() : 0;
  }
}
