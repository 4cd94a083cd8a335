package io.antipode.node.bootstrap;

import io.antipode.cluster.hazelcast.HazelcastMetadata;
import io.antipode.cluster.placement.Placement;
import io.antipode.cluster.settings.Buckets;
import io.antipode.cluster.settings.DurabilityMode;
import io.antipode.cluster.settings.HostPort;
import io.antipode.cluster.topology.Member;
import io.antipode.cluster.topology.NodeId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.backup.ArchivePorts;
import io.antipode.node.bootstrap.repair.FolderCheck;
import io.antipode.node.bootstrap.repair.RegionFolder;
import io.antipode.node.json.Leniency;
import io.antipode.node.metrics.RegionMetrics;
import io.antipode.node.region.RecoveryTurns;
import io.antipode.node.region.RegionNode;
import io.antipode.node.region.RegionOptions;
import io.antipode.node.region.RegionPorts;
import io.antipode.node.runtime.EventLoops;
import io.antipode.node.runtime.SystemEntropy;
import io.antipode.node.runtime.SystemTime;
import io.antipode.node.storage.chronicle.ChronicleItemStores;
import io.antipode.node.transfer.TransferPorts;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.FatalDisk;
import io.antipode.replication.disk.FileDisk;
import io.antipode.replication.disk.ReservedDisk;
import io.antipode.replication.link.FaultyLinks;
import io.antipode.replication.link.vertx.VertxLinks;
import io.antipode.replication.log.Durability;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.memory.MemoryBudget;
import io.antipode.replication.memory.MemoryUse;
import io.antipode.replication.region.ReplicationListener;
import io.antipode.replication.region.ReplicationOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One region's node with the real world's ports: files, sockets, the machine's clock, Hazelcast.
 * Used by one thread, the one that starts and stops the process.
 */
final class RegionHost {
  private static final Logger LOG = LoggerFactory.getLogger(RegionHost.class);
  private static final long CLOSE_TIMEOUT_S = 20;
  private static final long MIN_BATCH_BYTES = 16L << 10;
  private static final String RESERVE_FILE = "reserve";

  /**
   * What to host.
   *
   * @param folder of this node alone
   * @param archive the folder where copies of tables are kept, of this node alone
   * @param buckets where exports go and imports come from
   * @param shardCount null for what the folder has, or the default
   * @param api where clients reach the region
   * @param replicationPort where peers connect; 0 for any free one
   * @param leniency with requests that AWS would refuse
   * @param throttling whether the capacity of tables limits what requests consume
   */
  record Spec(
      Region region,
      Collection<Region> peers,
      NodeId node,
      Path folder,
      Path archive,
      Buckets buckets,
      @Nullable Integer shardCount,
      int defaultShardCount,
      DurabilityMode durability,
      long maxClockDriftMs,
      HostPort api,
      String bindHost,
      int replicationPort,
      HazelcastMetadata.Options metadata,
      Leniency leniency,
      boolean throttling) {
    /** The peers and the region itself. */
    List<Region> regions() {
      List<Region> regions = new ArrayList<>(peers);
      regions.add(region);
      return regions;
    }
  }

  private final Spec spec;
  private final RegionFolder folder;
  private final HazelcastMetadata metadata;
  private final int shardCount;
  private final SkewedTime time = new SkewedTime(new SystemTime());
  private final SystemEntropy entropy = new SystemEntropy();
  private final RegionMetrics metrics;
  private final VertxLinks tcp;
  private final FaultyLinks links;
  private final List<EventLoop> loops = new ArrayList<>();
  private final EventLoop journalLoop;
  private final EventLoop archiveLoop;
  private final EventLoop transferLoop;
  private @Nullable RegionNode node;

  private RegionHost(
      Spec spec,
      RegionFolder folder,
      HazelcastMetadata metadata,
      int shardCount,
      EventLoops eventLoops) {
    this.spec = spec;
    this.folder = folder;
    this.metadata = metadata;
    this.shardCount = shardCount;
    this.metrics = new RegionMetrics(spec.region().name());
    for (int number = 0; number < shardCount; number++) {
      loops.add(eventLoops.next());
    }
    this.journalLoop = eventLoops.next();
    this.archiveLoop = eventLoops.next();
    this.transferLoop = eventLoops.next();
    this.tcp =
        new VertxLinks(
            eventLoops.vertx(),
            new VertxLinks.Settings(
                spec.region(),
                "antipode",
                shardCount,
                spec.bindHost(),
                spec.replicationPort(),
                entropy.nextLong()));
    this.links = new FaultyLinks(tcp, spec.peers(), eventLoops.next(), entropy);
    metadata.catalog().listen(view -> metrics.keepTables(view.names()));
  }

  /** Reads what the folder says of tables and shards, and listens for peers. */
  static RegionHost prepare(Spec spec, EventLoops eventLoops) throws StartupException {
    try {
      HazelcastMetadata metadata =
          HazelcastMetadata.open(
              spec.metadata(), spec.folder().resolve("metadata"), new SystemTime().epochMs());
      RegionFolder folder = RegionFolder.at(spec.region(), spec.folder(), spec.archive());
      RegionHost host =
          new RegionHost(spec, folder, metadata, shardCount(spec, folder, metadata), eventLoops);
      await(host.tcp.listen().toCompletionStage(), "listen for peer regions");
      return host;
    } catch (IOException e) {
      throw new DamagedRegionException(StartupException.reason(e), e);
    }
  }

  /** The count of the placement that stands, or a first placement of the count that is wished. */
  private static int shardCount(Spec spec, RegionFolder folder, HazelcastMetadata metadata)
      throws StartupException, IOException {
    Placement placement = metadata.placement();
    if (placement == null) {
      FolderCheck.requirePlacement(folder);
      int count = spec.shardCount() == null ? spec.defaultShardCount() : spec.shardCount();
      placement =
          await(metadata.propose(Placement.onOneNode(spec.node(), count)), "store the placement");
    }
    Integer wished = spec.shardCount();
    if (wished != null && wished != placement.shardCount()) {
      throw new StartupException(
          "the data in %s has %d shards, which is fixed for good; %d were asked for"
              .formatted(spec.folder(), placement.shardCount(), wished));
    }
    return placement.shardCount();
  }

  Region region() {
    return spec.region();
  }

  int shardCount() {
    return shardCount;
  }

  RegionMetrics metrics() {
    return metrics;
  }

  FaultControls.Target faultTarget() {
    return new FaultControls.Target(links, time);
  }

  /** Where peers of this process find this region. */
  HostPort replicationAddress() {
    return new HostPort(spec.bindHost(), tcp.listenPort());
  }

  /** Hears why this process can't be its region: another one is, as a peer says. */
  void onDoubled(Consumer<String> handler) {
    tcp.onDoubled(handler);
  }

  void meet(Map<Region, HostPort> peers) {
    peers.forEach((peer, address) -> tcp.peer(peer, address.host(), address.port()));
  }

  /** Opens the shards; several regions do so at once. */
  CompletionStage<RegionNode> open(RecoveryTurns recovery, MemoryBudget memory, FatalDisk fatal)
      throws StartupException {
    Path shardsFolder = spec.folder().resolve("shards");
    try {
      FolderCheck.requireShards(folder, shardCount, !metadata.catalog().view().all().isEmpty());
      RegionPorts ports =
          new RegionPorts(
              ReservedDisk.over(new FileDisk(shardsFolder), RESERVE_FILE),
              time,
              entropy,
              loops,
              journalLoop,
              new ArchivePorts(folder.archive(), folder.archiveCopy(), archiveLoop),
              new TransferPorts(ObjectStores.of(spec.buckets()), transferLoop),
              links,
              metadata.catalog(),
              id -> new ChronicleItemStores(shardsFolder.resolve(id.toString()).resolve("view")),
              memory,
              recovery,
              new Measured(),
              this::consumed,
              fatal);
      return RegionNode.open(
              new RegionOptions(
                  spec.region(),
                  spec.regions(),
                  shardCount,
                  durability(),
                  spec.maxClockDriftMs(),
                  spec.api().toString(),
                  replication(memory),
                  spec.leniency(),
                  spec.throttling()),
              ports)
          .whenComplete(
              (opened, failure) -> {
                node = opened;
                if (opened != null) {
                  noteShards();
                  new RegionFigures(opened, memory, metrics, loops.getFirst()).start();
                }
              });
    } catch (DamagedFileException e) {
      throw new DamagedRegionException(StartupException.reason(e), e);
    } catch (IOException e) {
      throw new StartupException("can't use " + shardsFolder + ": " + e, e);
    }
  }

  /** How much peers may send ahead, and be sent: what all of it takes must fit its share. */
  private ReplicationOptions replication(MemoryBudget memory) {
    ReplicationOptions usual = ReplicationOptions.DEFAULT;
    int links = Math.max(1, spec.peers().size());
    int windows = 2 * links; // for the stream and for a transfer, of each peer
    long all = memory.shardPart(MemoryUse.FRAMES, 1, (long) usual.windowBytes() * windows);
    long window = Math.max(MIN_BATCH_BYTES, all / windows);
    long queue = memory.part(MemoryUse.FRAMES, windows, MIN_BATCH_BYTES, usual.linkQueueBytes());
    long batch = Math.clamp(window / 4, MIN_BATCH_BYTES, usual.batchBytes());
    return usual.withBytes((int) batch, (int) window).withLinkQueueBytes((int) queue);
  }

  private void noteShards() {
    try {
      FolderCheck.noteShards(folder, shardCount);
    } catch (IOException e) {
      LOG.warn("{}: can't note how many shards there are", region(), e);
    }
  }

  /** Joins the other nodes of the region; for a region of one node nothing waits for it. */
  void join() {
    metadata.join();
    metadata.announce(
        new Member(spec.node(), spec.api().toString(), replicationAddress().toString()));
  }

  void close() {
    if (node != null) {
      try {
        node.close().toCompletableFuture().get(CLOSE_TIMEOUT_S, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
        LOG.error("{} did not close cleanly; it will recover when next opened", region(), e);
      }
    } else {
      links.close();
    }
    metadata.close();
    metrics.close();
  }

  private Durability durability() {
    return switch (spec.durability()) {
      case OS -> Durability.OS;
      case FSYNC -> Durability.FSYNC;
    };
  }

  private void consumed(String table, double readUnits, double writeUnits) {
    RegionMetrics.TableMeters meters = metrics.table(table);
    if (readUnits > 0) {
      meters.consumedReadUnits(readUnits);
    }
    if (writeUnits > 0) {
      meters.consumedWriteUnits(writeUnits);
    }
  }

  private static <T> T await(CompletionStage<T> stage, String what) throws StartupException {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new StartupException("can't " + what + ": " + StartupException.reason(e), e);
    }
  }

  /** Turns what replication tells into meters. */
  private final class Measured implements ReplicationListener {
    @Override
    public void merged(Region source, long latencyMs) {
      metrics.replicated(source.name(), region().name(), latencyMs);
    }

    @Override
    public void heldFuture(Region source, int shard) {
      metrics.quarantined();
    }
  }
}
