package io.antipode.node.bootstrap.repair;

import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where else a table is. */
final class Replicas {
  private Replicas() {}

  static boolean hasPeer(TableDescriptor table, Region self) {
    return !peers(table, self).isEmpty();
  }

  /** Other regions that have it, or are getting it. */
  static List<Region> peers(TableDescriptor table, Region self) {
    return table.replicas().values().stream()
        .filter(replica -> replica.present() && !replica.region().equals(self))
        .map(ReplicaDescriptor::region)
        .toList();
  }

  /** The table as if this region had just got its replica. */
  static TableDescriptor creating(TableDescriptor table, Region self) {
    Map<Region, ReplicaDescriptor> replicas = new HashMap<>(table.replicas());
    replicas.computeIfPresent(
        self,
        (region, own) ->
            new ReplicaDescriptor(
                region,
                ReplicaDescriptor.Status.CREATING,
                own.version() + 1,
                own.deletionProtection()));
    return table.withReplicas(replicas).withStatus(TableStatus.CREATING);
  }
}
