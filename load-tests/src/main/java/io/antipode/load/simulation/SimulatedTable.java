package io.antipode.load.simulation;

import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.Projection;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableDescriptor.LocalSettings;
import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.cluster.topology.Region;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.IndexEntryKey;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The table that the simulation's own clients write: two keys, a sparse index, a stream. */
final class SimulatedTable {
  static final String NAME = "simulated";
  static final long ID = 0x5ee_d7ab1eL;
  static final long INDEX_ID = 0x1_4d_e8L;
  static final String INDEXED = "g";

  private SimulatedTable() {}

  /** The table as each of its regions first has it. */
  static TableDescriptor descriptor(List<Region> regions) {
    Map<Region, ReplicaDescriptor> replicas = new TreeMap<>();
    for (Region region : regions) {
      replicas.put(region, new ReplicaDescriptor(region, ReplicaDescriptor.Status.ACTIVE, 1));
    }
    IndexDescriptor index =
        new IndexDescriptor(
            INDEX_ID,
            "by-g",
            IndexDescriptor.Scope.GLOBAL,
            KeySchema.of(INDEXED),
            Projection.ALL,
            Throughput.NONE,
            IndexDescriptor.Status.ACTIVE);
    return new TableDescriptor(
        ID,
        NAME,
        TableStatus.ACTIVE,
        new SharedSettings(
            1,
            World.EPOCH_MS,
            List.of(
                new AttributeDefinition("pk", ScalarType.S),
                new AttributeDefinition("sk", ScalarType.N),
                new AttributeDefinition(INDEXED, ScalarType.S)),
            KeySchema.of("pk", "sk"),
            List.of(index),
            BillingMode.PAY_PER_REQUEST,
            Throughput.NONE,
            StreamViewType.NEW_AND_OLD_IMAGES),
        new LocalSettings(
            false,
            Map.of(),
            "STANDARD",
            List.of(new StreamDescriptor(World.EPOCH_MS, StreamViewType.NEW_AND_OLD_IMAGES, 0))),
        replicas);
  }

  /** The key of the entry that an item must have in the index, or null. */
  static @Nullable Bytes entryOf(byte[] key, byte[] image) {
    AttributeValue indexed = Item.ofBytes(image).get(INDEXED);
    return indexed == null
        ? null
        : new Bytes(IndexEntryKey.of(INDEX_ID, List.of(indexed), List.of(), ItemKey.ofBytes(key)));
  }
}
