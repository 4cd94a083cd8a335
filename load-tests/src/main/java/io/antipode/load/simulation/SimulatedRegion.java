package io.antipode.load.simulation;

import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.LocalCatalog;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableDescriptor.LocalSettings;
import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.bootstrap.RegionNode;
import io.antipode.node.bootstrap.RegionOptions;
import io.antipode.node.bootstrap.RegionPorts;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.HeapItemStore;
import io.antipode.node.storage.Shard;
import io.antipode.replication.log.Durability;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.region.ReplicatedShard;
import io.antipode.replication.region.ReplicationListener;
import io.antipode.replication.region.ReplicationOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One region: the product's {@link RegionNode} on a simulated disk, clock and network, which can
 * die and come back.
 */
final class SimulatedRegion {
  static final long TABLE_ID = 0x5ee_d7ab1eL;
  private static final int SHARDS = 2;
  private static final int CLIENTS = 3;

  /** Small, so that every run rolls segments and writes checkpoints. */
  private static final long SEGMENT_BYTES = 8 << 10;

  private static final long CHECKPOINT_BYTES = 32 << 10;

  private final World world;
  private final SimulatedNetwork network;
  private final Region self;
  private final List<Region> all;
  private final boolean powerCuts;
  private final SimulatedTime time;
  private final LocalCatalog catalog;
  private final List<SimulatedClient> clients = new ArrayList<>();
  private SimulatedDisk disk;
  private List<SimulatedLoop> loops = List.of();
  private @Nullable RegionNode node;
  private boolean starting;
  private long conflictsOfTheDead;

  SimulatedRegion(
      World world,
      SimulatedNetwork network,
      History history,
      Region self,
      List<Region> all,
      boolean powerCuts) {
    this.world = world;
    this.network = network;
    this.self = self;
    this.all = all;
    this.powerCuts = powerCuts;
    time = new SimulatedTime(world);
    disk = new SimulatedDisk(world.random()::nextLong);
    catalog = new LocalCatalog(CatalogView.of(List.of(table())));
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(new SimulatedClient(world, this, history));
    }
  }

  private TableDescriptor table() {
    Map<Region, ReplicaDescriptor> replicas = new HashMap<>();
    for (Region region : all) {
      replicas.put(region, new ReplicaDescriptor(region, ReplicaDescriptor.Status.ACTIVE, 1));
    }
    return new TableDescriptor(
        TABLE_ID,
        "simulated",
        TableStatus.ACTIVE,
        new SharedSettings(
            1,
            World.EPOCH_MS,
            List.of(
                new AttributeDefinition("pk", ScalarType.S),
                new AttributeDefinition("sk", ScalarType.N)),
            KeySchema.of("pk", "sk"),
            List.of(),
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

  Region region() {
    return self;
  }

  SimulatedTime time() {
    return time;
  }

  boolean isUp() {
    return node != null;
  }

  void start() {
    if (node != null || starting) {
      return;
    }
    starting = true;
    loops = IntStream.range(0, SHARDS).mapToObj(i -> new SimulatedLoop(world)).toList();
    RegionPorts ports =
        new RegionPorts(
            disk,
            time,
            world.random()::nextLong,
            loops,
            network.join(self),
            catalog,
            shard -> HeapItemStore.stores(),
            ReplicationListener.NONE,
            (table, read, write) -> {},
            failure -> {
              throw new Violation("the disk failed without a fault: " + failure, failure);
            });
    List<SimulatedLoop> mine = loops;
    RegionNode.open(
            new RegionOptions(
                self,
                all,
                SHARDS,
                powerCuts ? Durability.FSYNC : Durability.OS,
                500,
                "simulated",
                ReplicationOptions.DEFAULT,
                options -> options.withFileSizes(SEGMENT_BYTES, CHECKPOINT_BYTES)),
            ports)
        .whenComplete(
            (opened, failure) -> {
              if (mine != loops) {
                return;
              }
              if (failure != null) {
                throw new Violation(self + " does not come up: " + failure, failure);
              }
              starting = false;
              node = opened;
            });
  }

  /** The process dies; with power cuts the disk also forgets what was not synced. */
  void crash() {
    RegionNode dying = node;
    if (dying == null) {
      return;
    }
    conflictsOfTheDead += conflicts();
    loops.forEach(SimulatedLoop::stop);
    loops = List.of();
    node = null;
    network.leave(self);
    disk = powerCuts ? disk.crash() : disk.kill();
  }

  void restart() {
    start();
  }

  void startClients() {
    clients.forEach(SimulatedClient::start);
  }

  void stopClients() {
    clients.forEach(SimulatedClient::stop);
  }

  void onShardOf(ItemKey key, Consumer<Shard> work) {
    onShard(ShardId.of(key.partitionHash(), SHARDS), work);
  }

  private void onShard(ShardId id, Consumer<Shard> work) {
    RegionNode running = node;
    if (running != null) {
      running.shards().onShard(id, work);
    }
  }

  /** Asks each shard at once, on its loop. */
  private void eachShard(Consumer<Shard> question) {
    RegionNode running = node;
    if (running == null) {
      throw new IllegalStateException(self + " is down");
    }
    for (int number = 0; number < SHARDS; number++) {
      ShardId id = new ShardId(number);
      loops.get(number).enter(() -> running.shards().onShard(id, question));
    }
  }

  List<ReplicatedShard.Digest> digests() {
    List<ReplicatedShard.Digest> digests = new ArrayList<>();
    eachShard(shard -> digests.add(shard.digest(TABLE_ID)));
    return digests;
  }

  /** Conflicts that this region counted, over all its lives. */
  long conflicts() {
    long[] sum = {conflictsOfTheDead};
    if (node != null) {
      eachShard(shard -> sum[0] += shard.stats().conflicts());
    }
    return sum[0];
  }

  RegionState state() {
    SortedMap<Bytes, Mutation> items = new TreeMap<>();
    SortedMap<Bytes, Mutation> tombstones = new TreeMap<>();
    List<Mutation> stream = new ArrayList<>();
    eachShard(
        shard -> {
          byte[] after = null;
          do {
            after =
                shard.snapshot(
                    TABLE_ID,
                    after,
                    1 << 20,
                    each ->
                        (each.isTombstone() ? tombstones : items).put(new Bytes(each.key()), each));
          } while (after != null);
          long position = shard.firstLogPosition();
          Shard.LogRead read;
          do {
            read =
                shard.readLog(
                    position,
                    1 << 20,
                    (at, mutation) -> {
                      if (mutation.streamEpochMs() != 0 && !mutation.has(Mutation.UNCHANGED)) {
                        stream.add(mutation);
                      }
                    });
            position = read.nextPosition();
          } while (!read.caughtUp());
        });
    return new RegionState(self, items, tombstones, stream);
  }
}
