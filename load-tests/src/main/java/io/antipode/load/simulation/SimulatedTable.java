package io.antipode.load.simulation;

import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.LocalCatalog;
import io.antipode.cluster.catalog.LocalSettings;
import io.antipode.cluster.catalog.Projection;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.cluster.placement.KeySpace;
import io.antipode.cluster.topology.Region;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.IndexEntryKey;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.Shard;
import io.antipode.replication.region.ReplicatedShard;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table as those look at it who look from within. That of the simulation's own clients has two
 * keys and a sparse index. Every run of theirs has one that all regions replicate and, in each
 * region, one of that region alone. They are not the same to a shard: a table of one region keeps
 * no tombstones, so a deletion takes the key away.
 *
 * @param keys what its items' keys begin with, and what places them
 * @param index the keys of its index's entries; {@link #NO_INDEX} where it has none
 * @param indexed the attributes of the index's key; null where it has none
 * @param regions that hold it
 * @param streamed whether it has a stream of new and old images
 */
record SimulatedTable(
    String name,
    KeySpace keys,
    KeySpace index,
    @Nullable KeySchema indexed,
    List<Region> regions,
    boolean streamed) {
  static final String NAME = "simulated";
  static final long ID = 0x5ee_d7ab1eL;
  static final String MOVING = "moving";
  static final String INDEX = "by-g";
  static final String INDEXED = Items.INDEX_KEY;
  static final KeySpace NO_INDEX = KeySpace.byId(0);
  private static final KeySchema ONE_ATTRIBUTE = KeySchema.of(INDEXED);
  private static final KeySchema SEVERAL_ATTRIBUTES =
      new KeySchema(List.of(INDEXED, Items.SORT), List.of(Items.PARTITION));
  private static final long MOVING_ID = 0x5ee_d7ab2eL;
  private static final KeySpace INDEX_KEYS = KeySpace.byId(0x1_4d_e8L);

  /** The table that these regions replicate. */
  static SimulatedTable replicated(List<Region> regions) {
    return new SimulatedTable(NAME, KeySpace.byId(ID), INDEX_KEYS, ONE_ATTRIBUTE, regions, true);
  }

  /**
   * One whose replicas come and go ({@link Moves}). A stream of it ends and begins with each, so
   * none is followed. Its index has a key of several attributes, so that one of these is copied
   * too.
   */
  static SimulatedTable moving(List<Region> regions) {
    return new SimulatedTable(
        MOVING,
        KeySpace.byId(MOVING_ID),
        KeySpace.byId(MOVING_ID + 1),
        SEVERAL_ATTRIBUTES,
        regions,
        true);
  }

  /** A region's own table. */
  static SimulatedTable ofOne(Region region, boolean streamed) {
    int number = region.name().hashCode() >>> 1;
    return new SimulatedTable(
        "only-" + region.name(),
        KeySpace.byId((1L << 40) + number),
        KeySpace.byId((1L << 41) + number),
        ONE_ATTRIBUTE,
        List.of(region),
        streamed);
  }

  /** A table that clients have made, with one index at most. */
  static SimulatedTable of(TableDescriptor table) {
    IndexDescriptor index = table.indexes().isEmpty() ? null : table.indexes().getFirst();
    return new SimulatedTable(
        table.name(),
        table.keySpace(),
        index == null ? NO_INDEX : table.keySpace(index),
        index == null ? null : index.key(),
        List.copyOf(table.replicas().keySet()),
        table.stream() != null);
  }

  long id() {
    return keys.id();
  }

  boolean isReplicated() {
    return regions.size() > 1;
  }

  /** Whether a region that is whole may lack it for a while. */
  boolean isMoving() {
    return keys.id() == MOVING_ID;
  }

  boolean isIn(Region region) {
    return regions.contains(region);
  }

  boolean holds(Bytes key) {
    return ItemKey.ofBytes(key.array()).tableId() == id();
  }

  /** The table as each of its regions first has it. */
  TableDescriptor descriptor() {
    Map<Region, ReplicaDescriptor> replicas = new TreeMap<>();
    if (isReplicated()) {
      for (Region region : regions) {
        replicas.put(region, new ReplicaDescriptor(region, ReplicaDescriptor.Status.ACTIVE, 1));
      }
    }
    IndexDescriptor described =
        new IndexDescriptor(
            index.id(),
            INDEX,
            IndexDescriptor.Scope.GLOBAL,
            indexed == null ? ONE_ATTRIBUTE : indexed,
            Projection.ALL,
            Throughput.NONE,
            IndexDescriptor.Status.ACTIVE);
    return new TableDescriptor(
        id(),
        name,
        TableStatus.ACTIVE,
        new SharedSettings(
            1,
            World.EPOCH_MS,
            List.of(
                new AttributeDefinition(Items.PARTITION, ScalarType.S),
                new AttributeDefinition(Items.SORT, ScalarType.S),
                new AttributeDefinition(INDEXED, ScalarType.S)),
            KeySchema.of(Items.PARTITION, Items.SORT),
            List.of(described),
            BillingMode.PAY_PER_REQUEST,
            Throughput.NONE,
            streamed ? StreamViewType.NEW_AND_OLD_IMAGES : null),
        LocalSettings.DEFAULT.withStreams(streams()),
        replicas);
  }

  /** What a region has at first. */
  static LocalCatalog catalogOf(List<SimulatedTable> tables) {
    return new LocalCatalog(
        CatalogView.of(tables.stream().map(SimulatedTable::descriptor).toList()));
  }

  /** The key under which an item is stored. */
  ItemKey stored(Key key) {
    return ItemKey.of(
        keys,
        new AttributeValue.S(key.partition()),
        key.sort() == null ? null : new AttributeValue.S(key.sort()));
  }

  private List<StreamDescriptor> streams() {
    return streamed
        ? List.of(new StreamDescriptor(World.EPOCH_MS, StreamViewType.NEW_AND_OLD_IMAGES, 0))
        : List.of();
  }

  /** The key of the entry that an item must have in the index, or null. */
  @Nullable Bytes entryOf(byte[] key, Item item) {
    if (indexed == null) {
      return null;
    }
    List<AttributeValue> hash = values(indexed.hash(), item);
    List<AttributeValue> range = values(indexed.range(), item);
    return hash.size() < indexed.hash().size() || range.size() < indexed.range().size()
        ? null
        : new Bytes(IndexEntryKey.of(index, hash, range, ItemKey.ofBytes(key)));
  }

  private static List<AttributeValue> values(List<String> names, Item item) {
    return names.stream().map(item::get).filter(Objects::nonNull).toList();
  }

  /** Visits what a shard holds of it, tombstones too. */
  void eachIn(Shard shard, ReplicatedShard.OwnVisitor visitor) {
    byte[] after = null;
    do {
      after = shard.snapshot(id(), after, Integer.MAX_VALUE, visitor);
    } while (after != null);
  }
}
