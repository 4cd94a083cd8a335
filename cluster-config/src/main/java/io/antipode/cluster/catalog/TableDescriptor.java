package io.antipode.cluster.catalog;

import io.antipode.cluster.placement.KeySpace;
import io.antipode.cluster.topology.ByRegion;
import io.antipode.cluster.topology.Region;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table as one region knows it. {@link #shared} is kept in step across the replicas of a global
 * table; {@link #local} belongs to this region alone; {@link #replicas} are merged one by one.
 *
 * @param id 64 random bits, given at creation and shared by all replicas
 * @param replicas the regions of a global table, this region's own entry included; empty for a
 *     table of one region
 */
public record TableDescriptor(
    long id,
    String name,
    TableStatus status,
    SharedSettings shared,
    LocalSettings local,
    Map<Region, ReplicaDescriptor> replicas) {

  /**
   * What every replica agrees on; the whole record is merged by maximum version.
   *
   * @param version hybrid logical time of the last change to these settings
   * @param streamViewType the view that every replica's stream shows; null where streams are off
   * @param seed of the placement of items, fixed at creation; 0 for the table's id
   * @param timeToLive null where it was never on
   */
  public record SharedSettings(
      long version,
      long createdAtMs,
      List<AttributeDefinition> attributes,
      KeySchema key,
      List<IndexDescriptor> indexes,
      BillingMode billing,
      Throughput throughput,
      @Nullable StreamViewType streamViewType,
      TableOptions options,
      long seed,
      @Nullable TimeToLive timeToLive) {
    public SharedSettings {
      attributes = List.copyOf(attributes);
      indexes = List.copyOf(indexes);
    }

    /** With the default options, placed by the table's id. */
    public SharedSettings(
        long version,
        long createdAtMs,
        List<AttributeDefinition> attributes,
        KeySchema key,
        List<IndexDescriptor> indexes,
        BillingMode billing,
        Throughput throughput,
        @Nullable StreamViewType streamViewType) {
      this(
          version,
          createdAtMs,
          attributes,
          key,
          indexes,
          billing,
          throughput,
          streamViewType,
          TableOptions.DEFAULT,
          0,
          null);
    }

    public SharedSettings withVersion(long newVersion) {
      return new SharedSettings(
          newVersion,
          createdAtMs,
          attributes,
          key,
          indexes,
          billing,
          throughput,
          streamViewType,
          options,
          seed,
          timeToLive);
    }

    public SharedSettings withAttributes(List<AttributeDefinition> newAttributes) {
      return new SharedSettings(
          version,
          createdAtMs,
          newAttributes,
          key,
          indexes,
          billing,
          throughput,
          streamViewType,
          options,
          seed,
          timeToLive);
    }

    public SharedSettings withIndexes(List<IndexDescriptor> newIndexes) {
      return new SharedSettings(
          version,
          createdAtMs,
          attributes,
          key,
          newIndexes,
          billing,
          throughput,
          streamViewType,
          options,
          seed,
          timeToLive);
    }

    public SharedSettings withBilling(BillingMode newBilling, Throughput newThroughput) {
      return new SharedSettings(
          version,
          createdAtMs,
          attributes,
          key,
          indexes,
          newBilling,
          newThroughput,
          streamViewType,
          options,
          seed,
          timeToLive);
    }

    public SharedSettings withStreamViewType(@Nullable StreamViewType newViewType) {
      return new SharedSettings(
          version,
          createdAtMs,
          attributes,
          key,
          indexes,
          billing,
          throughput,
          newViewType,
          options,
          seed,
          timeToLive);
    }

    public SharedSettings withOptions(TableOptions newOptions) {
      return new SharedSettings(
          version,
          createdAtMs,
          attributes,
          key,
          indexes,
          billing,
          throughput,
          streamViewType,
          newOptions,
          seed,
          timeToLive);
    }

    public SharedSettings withTimeToLive(TimeToLive newTimeToLive) {
      return new SharedSettings(
          version,
          createdAtMs,
          attributes,
          key,
          indexes,
          billing,
          throughput,
          streamViewType,
          options,
          seed,
          newTimeToLive);
    }
  }

  public TableDescriptor {
    replicas = ByRegion.copyOf(replicas);
  }

  /** The type of a key attribute. */
  public ScalarType typeOf(String attribute) {
    for (AttributeDefinition definition : shared.attributes) {
      if (definition.name().equals(attribute)) {
        return definition.type();
      }
    }
    throw new IllegalArgumentException(
        "no attribute definition for " + attribute + " in table " + name);
  }

  /** The keys of its items. */
  public KeySpace keySpace() {
    return shared.seed == 0 ? KeySpace.byId(id) : new KeySpace(id, shared.seed);
  }

  /** The keys of the entries of one of its indexes. */
  public KeySpace keySpace(IndexDescriptor index) {
    return shared.seed == 0
        ? KeySpace.byId(index.id())
        : new KeySpace(index.id(), shared.seed ^ KeySpace.seedOf(index.name()));
  }

  public KeySchema key() {
    return shared.key;
  }

  /** What requests may consume of the table itself per second; zero for no bound. */
  public Throughput limits() {
    return shared.billing == BillingMode.PROVISIONED
        ? shared.throughput
        : shared.options.maxOnDemand();
  }

  /** Whether what requests may consume of the table or of an index of it has any bound. */
  public boolean isLimited() {
    return shared.billing == BillingMode.PROVISIONED || !limits().equals(Throughput.NONE);
  }

  public List<IndexDescriptor> indexes() {
    return shared.indexes;
  }

  /** The index of that name, or null. */
  public @Nullable IndexDescriptor index(String indexName) {
    for (IndexDescriptor index : shared.indexes) {
      if (index.name().equals(indexName)) {
        return index;
      }
    }
    return null;
  }

  /** The stream that is on, or null. */
  public @Nullable StreamDescriptor stream() {
    List<StreamDescriptor> streams = local.streams();
    return streams.isEmpty() || !streams.getLast().enabled() ? null : streams.getLast();
  }

  /** The time to live of its items, or null where none is on. */
  public @Nullable TimeToLive timeToLive() {
    TimeToLive setting = shared.timeToLive;
    return setting != null && setting.enabled() ? setting : null;
  }

  /** Whether some shard of this region has yet to carry out a change of its time to live. */
  public boolean timeToLiveChanges() {
    TimeToLive setting = shared.timeToLive;
    return setting != null && setting.id() != local.timeToLiveDone();
  }

  /** Whether that region is a member ({@link ReplicaDescriptor#isMember}). */
  public boolean replicatesTo(Region region) {
    ReplicaDescriptor replica = replicas.get(region);
    return replica != null && replica.isMember();
  }

  /** Whether any other region than that one holds (or is getting) a copy. */
  public boolean replicatesBeyond(Region region) {
    return replicas.values().stream()
        .anyMatch(replica -> replica.isMember() && !replica.region().equals(region));
  }

  /** Whether some replica of another region than that one is coming or going. */
  public boolean replicasChangeBeyond(Region region) {
    return replicas.values().stream()
        .anyMatch(replica -> replica.isChanging() && !replica.region().equals(region));
  }

  /** Whether this region's replica is being disassociated: it will be a table of its own. */
  public boolean isPartingIn(Region self) {
    ReplicaDescriptor own = replicas.get(self);
    return own != null && own.status() == ReplicaDescriptor.Status.UPDATING;
  }

  /**
   * Whether the table was a replica that has been disassociated: it is alive although the others
   * know that its replica is gone. It shares an id with theirs, and nothing else.
   */
  public boolean isApart(Region self) {
    ReplicaDescriptor own = replicas.get(self);
    return own != null
        && own.status() == ReplicaDescriptor.Status.GONE
        && status != TableStatus.DELETED;
  }

  /** Whether that region has said that its replica may not be removed. */
  public boolean isProtectedIn(Region region) {
    ReplicaDescriptor replica = replicas.get(region);
    return replica != null && replica.deletionProtection();
  }

  public TableDescriptor withStatus(TableStatus newStatus) {
    return new TableDescriptor(id, name, newStatus, shared, local, replicas);
  }

  public TableDescriptor withShared(SharedSettings newShared) {
    return new TableDescriptor(id, name, status, newShared, local, replicas);
  }

  public TableDescriptor withLocal(LocalSettings newLocal) {
    return new TableDescriptor(id, name, status, shared, newLocal, replicas);
  }

  public TableDescriptor withReplicas(Map<Region, ReplicaDescriptor> newReplicas) {
    return new TableDescriptor(id, name, status, shared, local, newReplicas);
  }
}
