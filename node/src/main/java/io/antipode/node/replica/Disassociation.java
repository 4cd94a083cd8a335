package io.antipode.node.replica;

import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.node.api.ApiException;

/**
 * When a replica may leave a global table with its items: the local one alone, when nobody protects
 * it and no other replica comes or goes. AWS documents the rules; the texts are ours.
 */
public final class Disassociation {
  private Disassociation() {}

  static void check(Region self, TableDescriptor table, ReplicaChange.Disassociate change) {
    if (!change.regionName().equals(self.name())) {
      throw ApiException.validation(
          "Only the local replica can be disassociated. Send the request to the Region of the"
              + " replica: "
              + change.regionName());
    }
    if (!isReplica(self, table)) {
      throw ApiException.validation(
          "Replica specified in the Replica Update or Replica Delete action of the request was not"
              + " found.");
    }
    ReplicaDescriptor own = table.replicas().get(self);
    if (table.replicasChangeBeyond(self)
        || own == null
        || own.status() != ReplicaDescriptor.Status.ACTIVE) {
      throw ReplicaMembership.beingUpdated(table);
    }
    if (table.local().disassociationProtection()) {
      throw ApiException.validation(
          "Replica cannot be disassociated as it is currently protected against disassociation."
              + " Disable disassociation protection first.");
    }
  }

  /**
   * The table protected from disassociation, or no longer; refused for one that is no replica.
   *
   * @param self the region of the table
   */
  public static TableDescriptor protect(Region self, TableDescriptor table, boolean protect) {
    if (!isReplica(self, table)) {
      throw ApiException.validation(
          "DisassociationProtectionEnabled can be specified only for a replica of a global table");
    }
    return table.withLocal(table.local().withDisassociationProtection(protect));
  }

  /** Whether the table is one of several replicas. */
  public static boolean isReplica(Region self, TableDescriptor table) {
    return table.replicatesTo(self) && table.replicatesBeyond(self);
  }
}
