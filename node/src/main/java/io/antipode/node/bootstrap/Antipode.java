package io.antipode.node.bootstrap;

import io.antipode.cluster.hazelcast.HazelcastMetadata;
import io.antipode.cluster.settings.Buckets;
import io.antipode.cluster.settings.HostPort;
import io.antipode.cluster.settings.NodeSettings;
import io.antipode.cluster.topology.NodeId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.bootstrap.repair.RegionFolder;
import io.antipode.node.json.Leniency;
import io.antipode.node.metrics.RegionMetrics;
import io.antipode.node.region.RecoveryTurns;
import io.antipode.node.region.RegionNode;
import io.antipode.node.runtime.EventLoops;
import io.antipode.node.runtime.HeapWatch;
import io.antipode.node.runtime.ProcessMemory;
import io.antipode.node.runtime.SystemEntropy;
import io.antipode.node.runtime.SystemTime;
import io.antipode.node.wire.FaultSwitch;
import io.antipode.node.wire.PageGuard;
import io.antipode.node.wire.RegionApi;
import io.antipode.node.wire.RegionRouter;
import io.antipode.node.wire.Routing;
import io.antipode.node.wire.http.HttpLimits;
import io.antipode.node.wire.http.HttpServer;
import io.antipode.replication.memory.MemoryBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running process: its data folder, event loops, regions and HTTP ports. Started and stopped from
 * ordinary threads; stopping twice is fine.
 */
public final class Antipode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Antipode.class);
  private static final NodeId ONLY_NODE = new NodeId("node-1");
  private static final String BUCKETS = "buckets";

  /** sysexits.h: an input or output error. */
  private static final int DISK_FAILED = 74;

  private final DataFolder folder;
  private final EventLoops loops = EventLoops.perCore();
  private final RecoveryTurns recovery =
      new RecoveryTurns(Runtime.getRuntime().availableProcessors());
  private final List<RegionHost> hosts = new ArrayList<>();

  /** Regions that can't be opened, and why; the others serve. */
  private final Map<Region, String> heldBack = new LinkedHashMap<>();

  private final List<HttpServer.Listening> listening = new ArrayList<>();
  private final Map<Region, String> endpoints = new LinkedHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private String frontDoorUri = "";
  private @Nullable HeapWatch heapWatch;
  private volatile @Nullable String doubled;

  private Antipode(DataFolder folder) {
    this.folder = folder;
  }

  /** Starts several regions in this process; they serve when it returns. */
  public static Antipode up(UpSettings settings) throws StartupException {
    List<Region> regions = settings.regions();
    Ports.checkFree(
        settings.bindHost(),
        IntStream.rangeClosed(settings.port(), settings.port() + regions.size()).toArray());
    Path path = settings.dataFolder();
    Antipode antipode = new Antipode(path == null ? DataFolder.ephemeral() : DataFolder.open(path));
    return antipode.start(
        () -> {
          Leniency leniency = settings.lenient() ? new LocalLeniency() : Leniency.NONE;
          for (Region region : regions) {
            antipode.prepare(antipode.spec(settings, region, leniency));
          }
          Map<Region, HostPort> addresses = new LinkedHashMap<>();
          antipode.hosts.forEach(host -> addresses.put(host.region(), host.replicationAddress()));
          antipode.hosts.forEach(host -> host.meet(others(addresses, host.region())));
          antipode.serve(
              settings.bindHost(),
              settings.port(),
              regions,
              settings::portOf,
              settings.strictRegions() ? FrontDoorKind.STRICT : FrontDoorKind.OPEN,
              new Pages(Set.of(), settings.faults()));
        });
  }

  /** Starts one region's node; it serves when this returns. */
  public static Antipode node(NodeSettings settings) throws StartupException {
    Ports.checkFree(settings.bindHost(), settings.port(), settings.replicationPort());
    Antipode antipode = new Antipode(DataFolder.open(settings.dataFolder()));
    return antipode.start(
        () -> {
          antipode.prepare(antipode.spec(settings));
          for (RegionHost host : antipode.hosts) {
            host.onDoubled(antipode::doubled);
            host.meet(settings.peers());
          }
          antipode.serve(
              settings.bindHost(),
              settings.port(),
              List.of(settings.region()),
              region -> settings.port(),
              FrontDoorKind.NONE,
              new Pages(Set.copyOf(settings.hosts()), settings.faults()));
        });
  }

  private interface Start {
    void run() throws StartupException;
  }

  private Antipode start(Start start) throws StartupException {
    LOG.info("sockets are waited for by {}", loops.transport());
    try {
      start.run();
      hosts.forEach(RegionHost::join);
      return this;
    } catch (StartupException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Whether one port stands before all regions, and whom it lets in. */
  private enum FrontDoorKind {
    NONE,
    OPEN,
    STRICT
  }

  /** Under which names pages are shown, and whether they disturb links and clocks. */
  private record Pages(Set<String> hosts, boolean faults) {}

  private interface PortOf {
    int of(Region region);
  }

  private void prepare(RegionHost.Spec spec) throws StartupException {
    try {
      hosts.add(RegionHost.prepare(spec, loops));
    } catch (DamagedRegionException e) {
      holdBack(spec.region(), e.getMessage());
    }
  }

  private void holdBack(Region region, String reason) {
    LOG.error("{} is held back: {}", region, reason);
    heldBack.put(region, reason);
  }

  private void serve(
      String bindHost,
      int port,
      List<Region> regions,
      PortOf portOf,
      FrontDoorKind frontDoor,
      Pages pages)
      throws StartupException {
    MemoryBudget memory = divideMemory();
    Map<Region, RegionApi> serving = openAll(pages, memory);
    PageGuard guard = new PageGuard(pages.hosts());
    HttpServer server =
        new HttpServer(loops, HttpLimits.standard(), memory, new SystemTime(), new SystemEntropy());
    List<RegionApi> apis = new ArrayList<>();
    for (Region region : regions) {
      RegionApi api = serving.get(region);
      RegionApi shown = api == null ? heldBackApi(region, pages) : api;
      apis.add(shown);
      listen(server, bindHost, portOf.of(region), new Routing.OneRegion(shown), guard);
      if (api != null) {
        endpoints.put(region, "http://" + new HostPort(bindHost, portOf.of(region)));
      }
    }
    frontDoorUri = "http://" + new HostPort(bindHost, port);
    if (frontDoor != FrontDoorKind.NONE) {
      boolean strict = frontDoor == FrontDoorKind.STRICT;
      listen(server, bindHost, port, Routing.FrontDoor.of(apis, strict), guard);
    }
  }

  /** Known once all regions have said how many shards they have. */
  private MemoryBudget divideMemory() {
    ProcessMemory process = ProcessMemory.ofThisProcess();
    int shards = hosts.stream().mapToInt(RegionHost::shardCount).sum();
    MemoryBudget memory = MemoryBudget.of(process.heapBytes(), process.keyBytes(), shards);
    heapWatch = HeapWatch.over(memory);
    return memory;
  }

  private RegionApi heldBackApi(Region region, Pages pages) {
    String reason = heldBack.getOrDefault(region, "");
    return RegionApi.heldBack(
        region,
        new RegionMetrics(region.name()),
        new HeldBackRegion(region, reason, faults(pages)));
  }

  private CompletableFuture<RegionNode> open(RegionHost host, MemoryBudget memory)
      throws StartupException {
    try {
      return host.open(recovery, memory, this::diskFailed).toCompletableFuture();
    } catch (DamagedRegionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Optional<FaultSwitch> faults(Pages pages) {
    return pages.faults() ? Optional.of(faultControls()) : Optional.empty();
  }

  /**
   * Opens all regions side by side; those that can't be are held back, unless it is all of them.
   */
  private Map<Region, RegionApi> openAll(Pages pages, MemoryBudget memory) throws StartupException {
    Map<RegionHost, CompletableFuture<RegionNode>> opening = new LinkedHashMap<>();
    for (RegionHost host : hosts) {
      opening.put(host, open(host, memory));
    }
    Map<RegionHost, RegionNode> opened = new LinkedHashMap<>();
    opening.forEach(
        (host, future) -> {
          try {
            opened.put(host, future.join());
          } catch (CompletionException e) {
            holdBack(host.region(), StartupException.reason(e));
            hosts.remove(host);
            host.close();
          }
        });
    if (opened.isEmpty()) {
      throw new StartupException("can't open the data: " + String.join("; ", heldBack.values()));
    }
    Optional<FaultSwitch> faults = faults(pages);
    Map<Region, RegionApi> apis = new LinkedHashMap<>();
    opened.forEach(
        (host, node) ->
            apis.put(
                node.region(),
                new RegionApi(
                    node.region(),
                    Services.of(node.operations(), node.kinesisOperations()),
                    host.metrics(),
                    new RegionAdmin(node, memory, faults, loops.transport()))));
    return apis;
  }

  private void listen(HttpServer server, String host, int port, Routing routing, PageGuard guard)
      throws StartupException {
    try {
      listening.add(
          server
              .listen(host, port, new RegionRouter(routing, guard, new SystemTime()))
              .toCompletableFuture()
              .join());
    } catch (CompletionException e) {
      throw new StartupException(
          "can't listen on " + new HostPort(host, port) + ": " + StartupException.reason(e), e);
    }
  }

  private FaultControls faultControls() {
    Map<Region, FaultControls.Target> targets = new LinkedHashMap<>();
    hosts.forEach(host -> targets.put(host.region(), host.faultTarget()));
    return new FaultControls(targets);
  }

  private RegionHost.Spec spec(UpSettings settings, Region region, Leniency leniency) {
    return new RegionHost.Spec(
        region,
        settings.regions().stream().filter(peer -> !peer.equals(region)).toList(),
        ONLY_NODE,
        folder.path().resolve(region.name()),
        folder.path().resolve(region.name()).resolve(RegionFolder.ARCHIVE),
        bucketsOr(settings.buckets()),
        settings.shardCount(),
        UpSettings.DEFAULT_SHARD_COUNT,
        settings.durability(),
        settings.maxClockDriftMs(),
        new HostPort(settings.bindHost(), settings.portOf(region)),
        NodeSettings.LOOPBACK,
        0,
        HazelcastMetadata.Options.alone(region, ONLY_NODE),
        leniency,
        settings.throttling());
  }

  private RegionHost.Spec spec(NodeSettings settings) {
    return new RegionHost.Spec(
        settings.region(),
        settings.peers().keySet(),
        settings.node(),
        folder.path(),
        settings.archive() == null
            ? folder.path().resolve(RegionFolder.ARCHIVE)
            : settings.archive(),
        bucketsOr(settings.buckets()),
        settings.shardCount(),
        settings.shardCount(),
        settings.durability(),
        settings.maxClockDriftMs(),
        new HostPort(settings.bindHost(), settings.port()),
        settings.bindHost(),
        settings.replicationPort(),
        new HazelcastMetadata.Options(
            settings.region(),
            settings.node(),
            settings.bindHost(),
            settings.metadataPort(),
            settings.members().stream().map(HostPort::toString).toList(),
            settings.clusterSecret()),
        Leniency.NONE,
        settings.throttling());
  }

  /** Buckets are one for all regions, as S3's names are. */
  private Buckets bucketsOr(@Nullable Buckets given) {
    return given == null ? new Buckets.Folder(folder.path().resolve(BUCKETS)) : given;
  }

  private static Map<Region, HostPort> others(Map<Region, HostPort> all, Region self) {
    Map<Region, HostPort> others = new LinkedHashMap<>(all);
    others.remove(self);
    return others;
  }

  /** Nothing may be acknowledged any more: what is on the disk is unknown until it is recovered. */
  @SuppressWarnings("SystemExitOutsideMain") // no orderly close: that would use the disk
  private void diskFailed(Exception cause) {
    LOG.error(
        "the disk or a view on it failed; this process stops at once and recovers when next"
            + " started",
        cause);
    Runtime.getRuntime().halt(DISK_FAILED);
  }

  /** What it would take from clients now would reach no other region. */
  private void doubled(String why) {
    doubled = why;
    Thread.ofPlatform().name("doubled").start(this::close);
  }

  /** The own endpoints of the regions that serve, in order. */
  public Map<Region, String> endpoints() {
    return Collections.unmodifiableMap(endpoints);
  }

  /** The line that says that everything serves, and where. */
  public String readyLine() {
    StringBuilder line = new StringBuilder("antipode ready: ").append(frontDoorUri);
    endpoints.forEach((region, uri) -> line.append(' ').append(region).append('=').append(uri));
    if (!heldBack.isEmpty()) {
      line.append(" ; held back, see ./antipode repair:");
      heldBack.keySet().forEach(region -> line.append(' ').append(region));
    }
    return line.toString();
  }

  /**
   * Says that it is ready, and waits for a signal to stop.
   *
   * @throws StartupException where another process turns out to be the same region
   */
  void runUntilStopped() throws InterruptedException, StartupException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop"));
    System.out.println(readyLine());
    stopped.await();
    String why = doubled;
    if (why != null) {
      throw new StartupException(
          why
              + "; two processes can't be one region: this one has stopped, and what it accepted"
              + " meanwhile is in "
              + folder.path()
              + " only");
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    listening.forEach(each -> each.close().toCompletableFuture().join());
    hosts.parallelStream().forEach(RegionHost::close);
    loops.close();
    if (heapWatch != null) {
      heapWatch.close();
    }
    try {
      folder.close();
    } catch (IOException e) {
      LOG.warn("can't leave the data folder {} properly", folder.path(), e);
    }
    LOG.info("stopped");
    stopped.countDown();
  }
}
