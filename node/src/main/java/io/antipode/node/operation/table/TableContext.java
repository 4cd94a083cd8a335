package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.node.json.Leniency;
import io.antipode.node.operation.table.TableSizes.TableSize;
import io.antipode.node.replica.ReplicaMembership;
import io.antipode.replication.clock.Entropy;
import io.antipode.replication.clock.TimeSource;

/** What table actions work with. */
public record TableContext(
    Region region,
    Catalog catalog,
    ReplicaMembership replicas,
    TableSizes sizes,
    TimeSource time,
    Entropy entropy,
    Leniency leniency) {

  /** A table, and how much is in it. */
  public record Sized(TableDescriptor table, TableSize size) {}

  /** What is told of a table now. */
  TableDescription description(TableDescriptor table, TableSize size) {
    return new TableDescription(region, table, size, time.epochMs());
  }

  /** The table of that name; throws where there is none. */
  TableDescriptor table(String name) {
    TableDescriptor table = catalog.view().byName(name);
    if (table == null) {
      throw Invalid.noSuchTable(name);
    }
    return table;
  }
}
