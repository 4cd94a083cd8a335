package io.antipode.cluster.catalog;

import io.antipode.cluster.topology.Region;

/**
 * One region's copy of a table, as every region sees it. Each entry is merged by its own maximum
 * version, so that a region that reports its status never undoes another's change.
 *
 * @param version hybrid logical time of this entry's last change
 * @param deletionProtection whether the replica may not be removed, as its region last said
 */
public record ReplicaDescriptor(
    Region region, Status status, long version, boolean deletionProtection) {
  public ReplicaDescriptor {
    deletionProtection = deletionProtection && status != Status.GONE;
  }

  /** One that may be removed. */
  public ReplicaDescriptor(Region region, Status status, long version) {
    this(region, status, version, false);
  }

  /**
   * DynamoDB's {@code ReplicaStatus}; GONE is ours: a removed replica, remembered so that a late
   * message can't revive it. A replica is DELETING until the others have all that it accepted. It
   * is UPDATING while it is being disassociated: it goes on as a member until the others have all
   * that it had accepted when that began, and it all that they had; then it is GONE for the others,
   * and a table of its own where it is ({@link TableDescriptor#isApart}).
   */
  public enum Status {
    CREATING,
    CREATION_FAILED,
    UPDATING,
    ACTIVE,
    DELETING,
    GONE
  }

  /** Whether there is anything to tell of it: it is a member, or couldn't become one. */
  public boolean present() {
    return status != Status.GONE;
  }

  /**
   * Whether the region has a copy, is getting one, or has yet to hand over what it has: it is
   * shipped to, seeded, compared with and counted. Who is no member gets nothing.
   */
  public boolean isMember() {
    return switch (status) {
      case CREATING, UPDATING, ACTIVE, DELETING -> true;
      case CREATION_FAILED, GONE -> false;
    };
  }

  /** Whether it is coming, going or being changed: its table is UPDATING elsewhere. */
  public boolean isChanging() {
    return switch (status) {
      case CREATING, UPDATING, DELETING -> true;
      case ACTIVE, CREATION_FAILED, GONE -> false;
    };
  }

  /** Whether the region has a copy, or is getting one, and nobody is taking it away. */
  public boolean stays() {
    return switch (status) {
      case CREATING, UPDATING, ACTIVE -> true;
      case CREATION_FAILED, DELETING, GONE -> false;
    };
  }

  /** Whether it leaves the others: with its items, or to be deleted. */
  public boolean isLeaving() {
    return switch (status) {
      case UPDATING, DELETING -> true;
      case CREATING, CREATION_FAILED, ACTIVE, GONE -> false;
    };
  }

  public ReplicaDescriptor withDeletionProtection(boolean protect) {
    return new ReplicaDescriptor(region, status, version, protect);
  }

  /**
   * The newer of two entries of one region; of one version the later status, so that a removal
   * stands, and then the protected one.
   */
  public ReplicaDescriptor merge(ReplicaDescriptor other) {
    if (other.version != version) {
      return other.version > version ? other : this;
    }
    if (other.status != status) {
      return other.status.compareTo(status) > 0 ? other : this;
    }
    return other.deletionProtection ? other : this;
  }
}
