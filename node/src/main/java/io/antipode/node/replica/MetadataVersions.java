package io.antipode.node.replica;

import io.antipode.cluster.catalog.ReplicatedTable;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.clock.Version;

/**
 * The hybrid logical time of a change to a table's metadata: the clock's, but always later than
 * anything that the change replaces, so that a change beats what its author saw whatever the clocks
 * say.
 */
public record MetadataVersions(TimeSource time) {
  public long next(TableDescriptor table) {
    return next(ReplicatedTable.of(table));
  }

  public long next(ReplicatedTable table) {
    return Math.max(Version.atMs(time.epochMs()), table.version() + 1);
  }
}
