package io.antipode.load.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.hazelcast.HazelcastMetadata;
import io.antipode.cluster.placement.Placement;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Member;
import io.antipode.cluster.topology.NodeId;
import io.antipode.cluster.topology.Region;
import io.antipode.load.workload.Reply;
import io.antipode.node.backup.ArchivePorts;
import io.antipode.node.bootstrap.repair.FolderCheck;
import io.antipode.node.bootstrap.repair.RegionFolder;
import io.antipode.node.region.RecoveryTurns;
import io.antipode.node.region.RegionNode;
import io.antipode.node.region.RegionPorts;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.view.ItemStores;
import io.antipode.replication.disk.ReservedDisk;
import io.antipode.replication.region.ReplicationListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A region on a whole data folder, started as the program starts it: metadata first, then what
 * {@link FolderCheck} asks, then its node. Shards lie on a simulated disk; metadata, which is no
 * disk's, in a small real folder.
 */
final class FolderRegion {
  static final String SHARDS = "shards";
  private static final String RESERVE = "reserve";
  private static final long OPEN_MS = 20_000;

  private final World world;
  private final SimulatedNetwork network;
  private final Region self;
  private final List<Region> all;
  private final Settings settings;
  private final IntFunction<? extends ItemStores> stores;
  private final BiConsumer<ShardId, Boolean> torn;
  private final SplittableRandom random;
  private final SimulatedTime time;
  private final Path home;
  private SimulatedDisk disk;
  private SimulatedProcess process = SimulatedProcess.sound();
  private List<SimulatedLoop> loops = List.of();
  private @Nullable HazelcastMetadata metadata;
  private @Nullable RegionNode node;
  private @Nullable Exception failed;

  /**
   * @param home a real folder, for metadata
   * @param stores of a shard, by its number; they outlive the process
   * @param torn hears, for each shard, that the process ended, and whether the power failed
   */
  FolderRegion(
      World world,
      SimulatedNetwork network,
      Region self,
      List<Region> all,
      Settings settings,
      Path home,
      IntFunction<? extends ItemStores> stores,
      BiConsumer<ShardId, Boolean> torn) {
    this.world = world;
    this.network = network;
    this.self = self;
    this.all = all;
    this.settings = settings;
    this.home = home;
    this.stores = stores;
    this.torn = torn;
    random = world.randomOf("folder of " + self);
    time = new SimulatedTime(world);
    disk = new SimulatedDisk(random::nextLong);
    disk.capacityBytes(256L << 20); // Too little for the reserve to be filled.
  }

  Region region() {
    return self;
  }

  SimulatedDisk disk() {
    return disk;
  }

  SimulatedTime time() {
    return time;
  }

  Path home() {
    return home;
  }

  RegionFolder folder() {
    return new RegionFolder(
        self,
        disk,
        new SubDisk(disk, SHARDS),
        SubDisk.archive(disk),
        SubDisk.archiveCopy(disk),
        home.resolve("metadata"));
  }

  RegionNode node() {
    return Objects.requireNonNull(node);
  }

  /** What made the process stop by itself, null where nothing did. */
  @Nullable Exception failed() {
    return failed;
  }

  /**
   * Starts it, and waits until it is open.
   *
   * @throws IOException where it refuses
   */
  void open() throws IOException {
    failed = null;
    HazelcastMetadata opened =
        HazelcastMetadata.open(
            HazelcastMetadata.Options.alone(self, new NodeId("node-1")),
            home.resolve("metadata"),
            time.epochMs());
    metadata = opened;
    try {
      open(opened);
    } catch (IOException | RuntimeException e) {
      end(false);
      throw e;
    }
  }

  private void open(HazelcastMetadata opened) throws IOException {
    RegionFolder folder = folder();
    if (opened.placement() == null) {
      FolderCheck.requirePlacement(folder);
      opened
          .propose(Placement.onOneNode(new NodeId("node-1"), SimulatedRegion.SHARDS))
          .toCompletableFuture()
          .join();
    }
    int shards = Objects.requireNonNull(opened.placement()).shardCount();
    FolderCheck.requireShards(folder, shards, !opened.catalog().view().all().isEmpty());
    SimulatedProcess life = new SimulatedProcess(this::stopped);
    process = life;
    List<SimulatedLoop> newLoops = new ArrayList<>();
    for (int number = 0; number < shards; number++) {
      newLoops.add(new SimulatedLoop(world, life, random.split()));
    }
    loops = newLoops;
    RegionPorts ports =
        new RegionPorts(
            ReservedDisk.over(folder.shards(), RESERVE),
            time,
            random.split()::nextLong,
            newLoops,
            new SimulatedLoop(world, life, random.split()),
            new ArchivePorts(
                folder.archive(),
                folder.archiveCopy(),
                new SimulatedLoop(world, life, random.split())),
            network.join(self, life),
            new WaitedCatalog(opened.catalog()),
            id -> stores.apply(id.number()),
            SimulatedOptions.MEMORY,
            new RecoveryTurns(1),
            ReplicationListener.NONE,
            (table, read, write) -> {},
            this::fatal);
    CompletableFuture<RegionNode> opening =
        RegionNode.open(SimulatedOptions.of(self, all, settings), ports).toCompletableFuture();
    for (long ms = 0; ms < OPEN_MS && !opening.isDone() && failed == null; ms += 10) {
      world.runMs(10);
    }
    if (opening.isCompletedExceptionally()) {
      Throwable cause = opening.exceptionNow();
      IOException damage = Causes.damageIn(cause);
      throw damage != null ? damage : new IOException("does not open: " + cause, cause);
    }
    if (failed != null) {
      throw new IOException("stops while it opens: " + failed, failed);
    }
    if (!opening.isDone()) {
      throw new Violation("restart: " + self + " does not open in time");
    }
    node = opening.resultNow();
    opened
        .announce(new Member(new NodeId("node-1"), "simulated", "simulated"))
        .toCompletableFuture()
        .join();
    FolderCheck.noteShards(folder, shards);
  }

  private void stopped(RuntimeException failure) {
    failed = failure;
    process.die();
  }

  private void fatal(Exception failure) {
    failed = failure;
    process.die();
    throw new ProcessDied(failure);
  }

  /** Puts a table into its catalog, or changes it. */
  void table(TableDescriptor table) {
    Objects.requireNonNull(metadata)
        .catalog()
        .update(table.id(), now -> table)
        .toCompletableFuture()
        .join();
  }

  /** Whether all of these tables are served. */
  boolean serves(List<SimulatedTable> tables) {
    return node != null
        && failed == null
        && tables.stream()
            .allMatch(
                table -> {
                  TableDescriptor found = node().table(table.name());
                  return found != null && found.status() == TableStatus.ACTIVE;
                });
  }

  /** Looks at each shard at once. */
  void eachShard(Consumer<Shard> question) {
    for (int number = 0; number < loops.size(); number++) {
      ask(new ShardId(number), question);
    }
  }

  /** Looks at one shard at once. */
  void ask(ShardId id, Consumer<Shard> question) {
    RegionNode asked = node();
    loops.get(id.number()).ask(() -> asked.onShard(id, question));
  }

  /** What it says to be damaged or gone, while it serves. */
  List<String> damages() {
    List<String> said = new ArrayList<>(node().backups().damages());
    eachShard(shard -> said.addAll(shard.stats().damages()));
    return said;
  }

  /** Asks the API; waits for the answer. */
  Reply call(String action, String body) {
    Reply[] answer = new Reply[1];
    new SimulatedApi(world, this::execute)
        .call(action, body.getBytes(UTF_8), reply -> answer[0] = reply);
    while (answer[0] == null) {
      world.runMs(1);
    }
    return answer[0];
  }

  private boolean execute(Consumer<RegionNode> task) {
    RegionNode running = node;
    if (running != null) {
      loops.getFirst().execute(() -> task.accept(running));
    }
    return running != null;
  }

  /** Stops in order. */
  void stop() {
    CompletableFuture<?> closing = node().close().toCompletableFuture();
    for (long ms = 0; ms < OPEN_MS && !closing.isDone(); ms += 10) {
      world.runMs(10);
    }
    if (!closing.isDone() || closing.isCompletedExceptionally()) {
      throw new Violation("restart: " + self + " does not stop: " + closing + failed);
    }
    end(false);
  }

  /** Dies at once; a power cut takes what was not synced. */
  void die(boolean powerCut) {
    end(powerCut);
  }

  private void end(boolean powerCut) {
    process.die();
    network.leave(self);
    if (metadata != null) {
      metadata.close();
      metadata = null;
    }
    for (int number = 0; number < SimulatedRegion.SHARDS; number++) {
      torn.accept(new ShardId(number), powerCut);
    }
    node = null;
    loops = List.of();
    disk = powerCut ? disk.crash() : disk.kill();
  }
}
