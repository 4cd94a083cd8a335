package io.antipode.node.storage;

import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import java.util.List;

/**
 * What a shard needs to know of a table, compiled from its descriptor.
 *
 * @param writable by clients here: not being deleted
 * @param replicated this region is one of the replicas of a global table: tombstones are kept, and
 *     mutations of other regions taken
 * @param streamEpochMs of the stream that is on, 0 for none
 * @param streamShowsOld whether log records must carry the old image
 */
record TableInfo(
    long id,
    boolean writable,
    boolean replicated,
    long streamEpochMs,
    boolean streamShowsOld,
    List<SecondaryIndex> indexes) {

  static TableInfo of(TableDescriptor table, Region self, SecondaryIndex.Compiler compiler) {
    StreamDescriptor stream = table.stream();
    return new TableInfo(
        table.id(),
        table.status() != TableStatus.DELETING,
        table.replicatesTo(self),
        stream == null ? 0 : stream.createdAtMs(),
        stream != null && stream.viewType().showsOld(),
        table.indexes().stream()
            .filter(index -> index.status() != IndexDescriptor.Status.DELETING)
            .map(index -> compiler.compile(table, index))
            .toList());
  }
}
