package io.antipode.cluster.catalog;

import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.topology.ByRegion;
import io.antipode.cluster.topology.Region;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the regions of a global table tell each other of it, merged like a state-based CRDT: the
 * shared settings by maximum version, the entry of each replica by its own maximum version. {@link
 * #merge} is commutative, associative and idempotent, so that messages may come in any order, twice
 * or late.
 *
 * <p>An index's status is every region's own affair and does not travel: here it is always ACTIVE.
 */
public record ReplicatedTable(
    long id, String name, SharedSettings shared, Map<Region, ReplicaDescriptor> replicas) {
  public ReplicatedTable {
    replicas = ByRegion.copyOf(replicas);
    shared =
        shared.withIndexes(
            shared.indexes().stream()
                .map(index -> index.withStatus(IndexDescriptor.Status.ACTIVE))
                .toList());
  }

  /** What there is to tell of a table. */
  public static ReplicatedTable of(TableDescriptor table) {
    return new ReplicatedTable(table.id(), table.name(), table.shared(), table.replicas());
  }

  /** Both of two states of one table. */
  public ReplicatedTable merge(ReplicatedTable other) {
    if (id != other.id || !name.equals(other.name)) {
      throw new IllegalArgumentException("not one table: " + name + " and " + other.name);
    }
    Map<Region, ReplicaDescriptor> merged = new HashMap<>(replicas);
    other.replicas.forEach(
        (region, entry) -> merged.merge(region, entry, ReplicaDescriptor::merge));
    return new ReplicatedTable(id, name, newer(other.shared), merged);
  }

  /** This state with one replica's entry replaced. */
  public ReplicatedTable with(ReplicaDescriptor entry) {
    Map<Region, ReplicaDescriptor> changed = new HashMap<>(replicas);
    changed.put(entry.region(), entry);
    return new ReplicatedTable(id, name, shared, changed);
  }

  /** The greatest version of anything in this state. */
  public long version() {
    return replicas.values().stream()
        .mapToLong(ReplicaDescriptor::version)
        .reduce(shared.version(), Math::max);
  }

  /** Bytes for the wire, and for telling two settings of one version apart. */
  public byte[] encode() {
    return TableDescriptorCodec.encode(
        new TableDescriptor(id, name, TableStatus.ACTIVE, shared, LocalSettings.DEFAULT, replicas));
  }

  /**
   * @throws IllegalArgumentException where the bytes are not what {@link #encode} writes
   */
  public static ReplicatedTable decode(byte[] bytes) {
    return of(TableDescriptorCodec.decode(bytes));
  }

  /**
   * The settings of the greater version. Two regions may have changed them at the same hybrid
   * logical time, so the greater bytes break a tie.
   */
  private SharedSettings newer(SharedSettings other) {
    if (shared.version() != other.version()) {
      return shared.version() > other.version() ? shared : other;
    }
    return Arrays.compareUnsigned(bytesOf(shared), bytesOf(other)) >= 0 ? shared : other;
  }

  private byte[] bytesOf(SharedSettings settings) {
    return new ReplicatedTable(id, name, settings, Map.of()).encode();
  }

  /** The indexes of the settings, each with the status that it has in this region. */
  static List<IndexDescriptor> withStatuses(
      List<IndexDescriptor> indexes, List<IndexDescriptor> here, IndexDescriptor.Status ofNew) {
    Map<Long, IndexDescriptor.Status> known = new HashMap<>();
    here.forEach(index -> known.put(index.id(), index.status()));
    return indexes.stream()
        .map(index -> index.withStatus(known.getOrDefault(index.id(), ofNew)))
        .toList();
  }

  /**
   * The settings as this region keeps them.
   *
   * @param here the indexes that the region has
   * @param ofNew the status of those that it hasn't
   */
  public SharedSettings sharedWith(List<IndexDescriptor> here, IndexDescriptor.Status ofNew) {
    return shared.withIndexes(withStatuses(shared.indexes(), here, ofNew));
  }
}
