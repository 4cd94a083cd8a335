package io.antipode.node.region;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.LocalCatalog;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.hazelcast.HazelcastMetadata;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.NodeId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.backup.ArchivePorts;
import io.antipode.node.json.Leniency;
import io.antipode.node.storage.HandLoop;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.recovery.ShardOptions;
import io.antipode.node.storage.view.HeapItemStore;
import io.antipode.replication.disk.FileDisk;
import io.antipode.replication.link.Links;
import io.antipode.replication.log.Durability;
import io.antipode.replication.memory.MemoryBudget;
import io.antipode.replication.region.ReplicationListener;
import io.antipode.replication.region.ReplicationOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Three regions' nodes on one data folder, in one thread, with links that can be cut. */
final class ThreeRegions {
  static final List<Region> REGIONS =
      List.of(new Region("ap-southeast-1"), new Region("eu-west-1"), new Region("us-east-1"));
  static final int SHARDS = 2;
  private static final int SEGMENT_BYTES = 12 << 10;
  private static final int JOURNAL_BYTES = 64 << 10;
  private static final int CHECKPOINT_BYTES = 24 << 10;
  private static final int RETENTION_MS = 20_000;
  private static final int GRACE_MS = 2_000;

  final HandLoop loop = new HandLoop();
  private final Map<Region, RegionNode> nodes = new HashMap<>();
  private final Map<Region, LocalCatalog> catalogs = new HashMap<>();
  private final Map<Region, Line> lines = new TreeMap<>();
  private final Path folder;
  private boolean cut;
  private long entropy = 1;

  /**
   * @param cut whether nothing passes between the regions from the start
   */
  ThreeRegions(Path folder, boolean cut) {
    this.folder = folder;
    this.cut = cut;
  }

  /** Opens the nodes with the tables that the folder's metadata names. */
  void open() throws IOException {
    Map<Region, CompletableFuture<RegionNode>> opening = new HashMap<>();
    for (Region region : REGIONS) {
      LocalCatalog catalog = new LocalCatalog(storedCatalog(region));
      catalogs.put(region, catalog);
      opening.put(region, open(region, catalog));
    }
    loop.run();
    opening.forEach((region, opened) -> nodes.put(region, opened.join()));
    loop.run();
  }

  private CompletableFuture<RegionNode> open(Region region, LocalCatalog catalog)
      throws IOException {
    RegionOptions options =
        new RegionOptions(
            region,
            REGIONS,
            SHARDS,
            Durability.OS,
            500,
            "nowhere",
            ReplicationOptions.DEFAULT.withTombstoneGraceMs(GRACE_MS),
            Leniency.NONE,
            JOURNAL_BYTES,
            ThreeRegions::small);
    RegionPorts ports =
        new RegionPorts(
            new FileDisk(folder.resolve(region.name()).resolve("shards")),
            loop.time(),
            () -> entropy++,
            Collections.nCopies(SHARDS, loop),
            loop,
            new ArchivePorts(
                new FileDisk(folder.resolve(region.name()).resolve("archive")),
                new FileDisk(folder.resolve(region.name()).resolve("archive-copy")),
                loop),
            lines.computeIfAbsent(region, Line::new),
            catalog,
            shard -> HeapItemStore.stores(),
            MemoryBudget.unbounded(),
            new RecoveryTurns(1),
            ReplicationListener.NONE,
            (table, read, write) -> {},
            failure -> {
              throw new AssertionError("the disk failed", failure);
            });
    return RegionNode.open(options, ports).toCompletableFuture();
  }

  private static ShardOptions small(ShardOptions usual) {
    return new ShardOptions(
        usual.id(),
        usual.region(),
        usual.folder(),
        usual.durability(),
        usual.driftBoundMs(),
        SEGMENT_BYTES,
        usual.maxInFlightBytes(),
        usual.minFreeBytes(),
        CHECKPOINT_BYTES,
        RETENTION_MS);
  }

  RegionNode node(Region region) {
    return Objects.requireNonNull(nodes.get(region));
  }

  private HazelcastMetadata metadata(Region region) throws IOException {
    return HazelcastMetadata.open(
        HazelcastMetadata.Options.alone(region, new NodeId("node-1")),
        folder.resolve(region.name()).resolve("metadata"),
        0);
  }

  private CatalogView storedCatalog(Region region) throws IOException {
    try (HazelcastMetadata metadata = metadata(region)) {
      return metadata.catalog().view();
    }
  }

  /** Changes a table of a region, in its metadata folder too. */
  void setTable(Region region, TableDescriptor table) throws IOException {
    try (HazelcastMetadata metadata = metadata(region)) {
      metadata.catalog().update(table.id(), old -> table).toCompletableFuture().join();
    }
    LocalCatalog catalog = catalogs.get(region);
    if (catalog != null) {
      catalog.update(table.id(), old -> table);
      loop.run();
    }
  }

  /** Visits the shards of a region. */
  void eachShard(Region region, Consumer<Shard> visitor) {
    for (int number = 0; number < SHARDS; number++) {
      node(region).onShard(new ShardId(number), visitor);
    }
    loop.run();
  }

  /** From now on nothing passes between the regions. */
  void cut() {
    cut = true;
    lines.forEach(
        (from, line) ->
            REGIONS.stream().filter(to -> !to.equals(from)).sorted().forEach(line::down));
  }

  /** One region's end of the links. */
  private final class Line implements Links {
    private final Region self;
    private @Nullable Listener listener;

    Line(Region self) {
      this.self = self;
    }

    private void hear(Consumer<Listener> news) {
      Listener hearing = listener;
      if (hearing != null) {
        loop.execute(() -> news.accept(hearing));
      }
    }

    void down(Region peer) {
      hear(hearing -> hearing.down(peer));
    }

    @Override
    public void start(Listener newListener) {
      listener = newListener;
      for (Region peer : REGIONS) {
        Line other = lines.get(peer);
        if (!cut && !peer.equals(self) && other != null && other.listener != null) {
          hear(hearing -> hearing.up(peer));
          other.hear(hearing -> hearing.up(self));
        }
      }
    }

    @Override
    public void send(Region peer, byte[] frame) {
      Line other = lines.get(peer);
      if (!cut && other != null) {
        other.hear(hearing -> hearing.frame(self, frame));
      }
    }

    @Override
    public long queuedBytes(Region peer) {
      return 0;
    }

    @Override
    public void close() {}
  }
}
