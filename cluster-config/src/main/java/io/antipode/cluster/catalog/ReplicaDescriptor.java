package io.antipode.cluster.catalog;

import io.antipode.cluster.topology.Region;

/**
 * One region's copy of a table, as every region sees it. Each entry is merged by its own maximum
 * version, so that a region that reports its status never undoes another's change.
 *
 * @param version hybrid logical time of this entry's last change
 */
public record ReplicaDescriptor(Region region, Status status, long version) {
  /**
   * DynamoDB's {@code ReplicaStatus}; GONE is ours: a removed replica, remembered so that a late
   * message can't revive it.
   */
  public enum Status {
    CREATING,
    CREATION_FAILED,
    UPDATING,
    DELETING,
    ACTIVE,
    GONE
  }

  public boolean present() {
    return status != Status.GONE;
  }

  /**
   * The newer of two entries of one region; of one version the later status, so that a removal
   * stands.
   */
  public ReplicaDescriptor merge(ReplicaDescriptor other) {
    if (other.version != version) {
      return other.version > version ? other : this;
    }
    return other.status.compareTo(status) > 0 ? other : this;
  }
}
