package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import io.antipode.node.backup.ArchiveRecord.Restore;
import io.antipode.node.backup.TableCopies;
import io.antipode.node.json.Leniency;
import io.antipode.node.operation.table.TableSizes.TableSize;
import io.antipode.node.replica.ReplicaMembership;
import io.antipode.replication.clock.Entropy;
import io.antipode.replication.clock.TimeSource;

/**
 * What table actions work with.
 *
 * @param copies of tables, and restores of them
 */
public record TableContext(
    Region region,
    Catalog catalog,
    ReplicaMembership replicas,
    TableSizes sizes,
    TimeSource time,
    Entropy entropy,
    Leniency leniency,
    TableCopies copies) {

  /** A table, and how much is in it. */
  public record Sized(TableDescriptor table, TableSize size) {}

  /** What is told of a table now. */
  public TableDescription description(TableDescriptor table, TableSize size) {
    Restore restore = table.status() == TableStatus.CREATING ? copies.restoring(table.id()) : null;
    return new TableDescription(region, table, size, restore, time.epochMs());
  }

  /** The table of that name; throws where there is none. */
  public TableDescriptor table(String name) {
    TableDescriptor table = catalog.view().byName(name);
    if (table == null) {
      throw Invalid.noSuchTable(name);
    }
    return table;
  }

  /** The same; throws also where it is coming or going. */
  public TableDescriptor settled(String name) {
    TableDescriptor table = table(name);
    Invalid.checkSettled(table);
    return table;
  }
}
