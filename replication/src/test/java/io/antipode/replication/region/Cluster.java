package io.antipode.replication.region;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.LocalSettings;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.clock.Version;
import io.antipode.replication.link.FaultyLinks;
import io.antipode.replication.link.LinkFault;
import io.antipode.replication.mutation.Mutation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Three regions in one thread, with tables that tests give and take. */
final class Cluster {
  static final Region US = new Region("us-east-1");
  static final Region EU = new Region("eu-west-1");
  static final Region AP = new Region("ap-southeast-1");
  static final List<Region> REGIONS = List.of(AP, EU, US);
  static final long TABLE = 0x1234_5678_9abc_def0L;
  static final int SHARDS = 2;

  /** One region: its shards outlive its processes. */
  final class Node {
    final Region region;
    final List<FakeShard> shards = new ArrayList<>();
    final List<Long> seeded = new ArrayList<>();
    final List<Long> drained = new ArrayList<>();
    final List<Long> latenciesMs = new ArrayList<>();
    CatalogView catalog = CatalogView.EMPTY;
    long skewMs;
    int repaired;
    int reseeds;
    World.Loop loop = world.new Loop();
    @Nullable FaultyLinks links;
    @Nullable RegionReplication replication;

    Node(Region region) {
      this.region = region;
      loseDisk();
    }

    /** Of a region that is stopped: all that it stored is gone. */
    void loseDisk() {
      shards.clear();
      for (int number = 0; number < SHARDS; number++) {
        shards.add(
            new FakeShard(new ShardId(number), region, () -> world.nowMs() + skewMs, () -> catalog)
                .begun());
      }
    }

    void start() {
      loop = world.new Loop();
      List<Region> peers = REGIONS.stream().filter(peer -> !peer.equals(region)).toList();
      FaultyLinks newLinks = new FaultyLinks(network.join(region), peers, loop, world.entropy());
      links = newLinks;
      RegionReplication newReplication =
          new RegionReplication(
              region,
              REGIONS,
              SHARDS,
              newLinks,
              new TimeSource() {
                @Override
                public long epochMs() {
                  return world.nowMs() + skewMs;
                }

                @Override
                public long nanos() {
                  return world.nowMs() * 1_000_000;
                }
              },
              world.entropy(),
              options,
              new ReplicationListener() {
                @Override
                public void merged(Region source, long latencyMs) {
                  latenciesMs.add(latencyMs);
                }

                @Override
                public void repaired(Region source, long tableId) {
                  repaired++;
                }

                @Override
                public void reseeding(Region peer, int shard) {
                  reseeds++;
                }
              });
      replication = newReplication;
      newReplication.onSeeded(seeded::add);
      newReplication.onDrained(drained::add);
      for (FakeShard shard : shards) {
        shard.open(loop);
        newReplication.attach(shard, loop);
      }
      newReplication.onCatalog(catalog);
      newReplication.start();
    }

    /** The process dies; what it had queued dies with it. */
    void stop() {
      loop.stop();
      replication().close();
    }

    RegionReplication replication() {
      if (replication == null) {
        throw new IllegalStateException(region + " was not started");
      }
      return replication;
    }

    FaultyLinks links() {
      if (links == null) {
        throw new IllegalStateException(region + " was not started");
      }
      return links;
    }

    void catalog(CatalogView view) {
      catalog = view;
      replication().onCatalog(view);
    }

    Version put(String key, String value) {
      return shardOf(key).write(keyBytes(key), value.getBytes(StandardCharsets.UTF_8));
    }

    Version delete(String key) {
      return shardOf(key).write(keyBytes(key), null);
    }

    /** The item's value, or null. */
    @Nullable String get(String key) {
      Mutation mutation = shardOf(key).find(keyBytes(key));
      byte[] image = mutation == null ? null : mutation.newImage();
      return image == null ? null : new String(image, StandardCharsets.UTF_8);
    }

    FakeShard shardOf(String key) {
      return shards.get(Math.floorMod(key.hashCode(), SHARDS));
    }

    List<String> contents() {
      List<String> contents = new ArrayList<>();
      shards.forEach(shard -> contents.addAll(shard.contents(TABLE)));
      return contents;
    }

    long tombstones() {
      return shards.stream().mapToLong(FakeShard::tombstones).sum();
    }
  }

  final World world;
  final MemoryNetwork network;
  private final ReplicationOptions options;
  private final Map<Region, Node> nodes = new HashMap<>();

  Cluster(long seed, ReplicationOptions options) {
    world = new World(seed);
    network = new MemoryNetwork(world);
    this.options = options;
    REGIONS.forEach(region -> nodes.put(region, new Node(region)));
  }

  /** Three regions, all with an active replica of {@link #TABLE}, and sessions between them. */
  static Cluster started(long seed, ReplicationOptions options) {
    Cluster cluster = new Cluster(seed, options);
    cluster.nodes().forEach(node -> node.catalog = CatalogView.of(List.of(activeIn(REGIONS))));
    cluster.nodes().forEach(Node::start);
    cluster.run(100);
    return cluster;
  }

  static Cluster started() {
    return started(1, ReplicationOptions.DEFAULT);
  }

  Node node(Region region) {
    Node node = nodes.get(region);
    if (node == null) {
      throw new IllegalArgumentException(region.name());
    }
    return node;
  }

  List<Node> nodes() {
    return REGIONS.stream().map(this::node).toList();
  }

  void run(long forMs) {
    world.run(forMs);
  }

  void everywhere(CatalogView view) {
    nodes().forEach(node -> node.catalog(view));
  }

  void cut(Region a, Region b) {
    node(a).links().set(b, LinkFault.CUT);
    node(b).links().set(a, LinkFault.CUT);
  }

  void heal() {
    nodes().forEach(node -> node.links().clear());
  }

  void assertConverged() {
    for (Node node : nodes()) {
      assertEquals(node(US).contents(), node.contents(), US + " and " + node.region);
    }
  }

  static byte[] keyBytes(String key) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + name.length).putLong(TABLE).put(name).array();
  }

  static TableDescriptor activeIn(List<Region> regions) {
    Map<Region, ReplicaDescriptor> replicas = new HashMap<>();
    regions.forEach(
        region ->
            replicas.put(
                region, new ReplicaDescriptor(region, ReplicaDescriptor.Status.ACTIVE, 1)));
    return new TableDescriptor(
        TABLE,
        "Music",
        TableStatus.ACTIVE,
        new TableDescriptor.SharedSettings(
            1,
            1,
            List.of(),
            KeySchema.of("Artist"),
            List.of(),
            BillingMode.PAY_PER_REQUEST,
            Throughput.NONE,
            null),
        LocalSettings.DEFAULT,
        replicas);
  }

  /** The table with one more replica, still being created. */
  static TableDescriptor creatingIn(TableDescriptor table, Region region, long version) {
    Map<Region, ReplicaDescriptor> replicas = new HashMap<>(table.replicas());
    replicas.put(region, new ReplicaDescriptor(region, ReplicaDescriptor.Status.CREATING, version));
    return table.withReplicas(replicas);
  }
}
