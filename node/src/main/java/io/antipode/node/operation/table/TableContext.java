package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.node.operation.request.Body;
import io.antipode.node.operation.request.TableArn;
import io.antipode.node.replica.ReplicaMembership;
import io.antipode.replication.clock.Entropy;
import io.antipode.replication.clock.TimeSource;

/** What table operations work with. */
public record TableContext(
    Region region,
    Catalog catalog,
    ReplicaMembership replicas,
    TableSizes sizes,
    TimeSource time,
    Entropy entropy) {

  /** The table that the request names; throws where there is none. */
  TableDescriptor table(Body request) {
    String name = TableArn.requiredTable(region, request);
    TableDescriptor table = catalog.view().byName(name);
    if (table == null) {
      throw Invalid.noSuchTable(name);
    }
    return table;
  }
}
