package io.antipode.load.simulation;

import io.antipode.cluster.catalog.LocalCatalog;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.region.RecoveryTurns;
import io.antipode.node.region.RegionNode;
import io.antipode.node.region.RegionPorts;
import io.antipode.node.storage.Shard;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.region.ReplicationListener;
import io.antipode.replication.region.ReplicationStatus.ShardStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One region: the product's {@link RegionNode} on a simulated disk, clock and network, which can
 * die and come back.
 *
 * <pre>
 *  DOWN     start                       STARTING
 *  STARTING recovered                   UP
 *  STARTING the disk is full            DOWN, and tried again
 *  any      a fault kills the process   DOWN
 *  any      damage was found and named  REFUSED
 *  REFUSED  an operator replaces it     DOWN, with an empty disk
 * </pre>
 */
final class SimulatedRegion {
  static final int SHARDS = 2;
  static final long DRIFT_BOUND_MS = 500;
  private static final long RETRY_MS = 400;
  private static final long REPLACE_MS = 300;

  /** What a region is doing. */
  enum Phase {
    DOWN,
    STARTING,
    UP,
    REFUSED
  }

  private final World world;
  private final SimulatedNetwork network;
  private final Losses losses;
  private final Region self;
  private final List<Region> all;
  private final Settings settings;
  private final SplittableRandom random;
  private final SimulatedTime time;
  private final Absence absence;
  private final List<StreamFollower> followers = new ArrayList<>();

  /** Tables that a complete region has. */
  private List<SimulatedTable> tables;

  private LocalCatalog catalog;
  private SimulatedDisk disk;
  private final List<SurvivingStores> stores = new ArrayList<>();
  private Phase phase = Phase.DOWN;
  private SimulatedProcess process = SimulatedProcess.sound();
  private List<SimulatedLoop> loops = List.of();
  private @Nullable RegionNode node;
  private boolean diskFaults;
  private boolean suspect;
  private long damages;
  private long conflictsOfTheDead;
  private long diedNs;

  SimulatedRegion(
      World world,
      SimulatedNetwork network,
      Losses losses,
      Region self,
      List<Region> all,
      Settings settings,
      List<SimulatedTable> tables) {
    this.world = world;
    this.network = network;
    this.losses = losses;
    this.self = self;
    this.all = all;
    this.settings = settings;
    random = world.randomOf(self.name());
    time = new SimulatedTime(world, settings.maxClockErrorMs());
    absence = new Absence(world, settings);
    disk = new SimulatedDisk(random::nextLong);
    this.tables = tables.stream().filter(table -> table.isIn(self)).toList();
    catalog = SimulatedTable.catalogOf(this.tables);
    for (int number = 0; number < SHARDS; number++) {
      stores.add(new SurvivingStores(random.split()));
      followers.add(new StreamFollower(this, this.tables));
    }
  }

  Region region() {
    return self;
  }

  SimulatedTime time() {
    return time;
  }

  SimulatedDisk disk() {
    return disk;
  }

  SimulatedProcess process() {
    return process;
  }

  Phase phase() {
    return phase;
  }

  @Nullable RegionNode node() {
    return node;
  }

  /** The tables that are looked at here. */
  List<SimulatedTable> tables() {
    return tables;
  }

  /** From now on the region is complete when it has these tables, and they are looked at. */
  void watch(List<SimulatedTable> whole) {
    tables = whole;
    followers.replaceAll(old -> new StreamFollower(this, whole));
    eachShard(shard -> follower(shard.id()).takeTable(shard));
  }

  /** Up, with the tables whole: clients are served. */
  boolean isComplete() {
    return node != null && tables.stream().allMatch(table -> table.isMoving() || serves(table));
  }

  /** Up, with this table whole. */
  boolean serves(SimulatedTable table) {
    RegionNode running = node;
    return running != null && isActive(running.table(table.name()));
  }

  private static boolean isActive(@Nullable TableDescriptor table) {
    return table != null && table.status() == TableStatus.ACTIVE;
  }

  /** Runs a task on some loop of the node, later; false where there is no node. */
  boolean execute(Consumer<RegionNode> task) {
    RegionNode running = node;
    if (running == null) {
      return false;
    }
    loops.get(random.nextInt(loops.size())).execute(() -> task.accept(running));
    return true;
  }

  /** Something was done to the disk that may show as damage from now on. */
  void suspect() {
    suspect = true;
    diskFaults = true;
    if (phase != Phase.UP) {
      losses.excuseLately(this, diedNs);
    }
  }

  boolean isSuspect() {
    return suspect;
  }

  /** Writes and syncs may fail from now on. */
  void expectDiskFaults() {
    diskFaults = true;
  }

  /** Whether it has never stopped since it got its disk. */
  boolean isInItsFirstLife() {
    return absence.isFirstLife();
  }

  /** How often damage was found and named, and the region given up. */
  long damages() {
    return damages;
  }

  /** Conflicts that this region counted, over all its lives. */
  long conflicts() {
    long[] sum = {conflictsOfTheDead};
    eachShard(shard -> sum[0] += shard.stats().conflicts());
    return sum[0];
  }

  long streamRecords() {
    return followers.stream().mapToLong(StreamFollower::records).sum();
  }

  /** Starts it unless it runs already, or is away. */
  void start() {
    if (phase != Phase.DOWN || isAway()) {
      return;
    }
    phase = Phase.STARTING;
    SimulatedProcess life = new SimulatedProcess(this::failed);
    process = life;
    time.beginLife();
    loops = List.of(life.newLoop(world, random), life.newLoop(world, random));
    catalog = new LocalCatalog(catalog.view()); // Without the listeners of the last life.
    RegionPorts ports =
        new RegionPorts(
            disk,
            time,
            random.split()::nextLong,
            loops,
            life.newLoop(world, random),
            SubDisk.archive(disk, life.newLoop(world, random)),
            network.join(self, life),
            new SimulatedCatalog(world, life, catalog, random.split()),
            shard -> stores.get(shard.number()),
            SimulatedOptions.MEMORY,
            new RecoveryTurns(1),
            ReplicationListener.NONE,
            (table, read, write) -> {},
            this::diskFailed);
    RegionNode.open(SimulatedOptions.of(self, all, settings), ports)
        .whenComplete((opened, failure) -> opened(life, opened, failure));
  }

  private void opened(
      SimulatedProcess life, @Nullable RegionNode opened, @Nullable Throwable failure) {
    if (life.dead()) {
      return;
    }
    if (opened != null) {
      phase = Phase.UP;
      node = opened;
      world.note(self, "up");
      eachShard(
          shard -> {
            follower(shard.id()).reopened(shard);
            absence.requireDoubt(shard);
          });
      return;
    }
    DamagedFileException damage = Causes.damageIn(failure);
    if (damage != null && suspect) {
      refuse(damage);
    } else if (damage == null && diskFaults && Causes.isIo(failure)) {
      world.note(self, "does not come up: " + failure);
      die(false);
      world.afterMs(RETRY_MS, this::start);
    } else {
      world.fail(
          new Violation(
              "restart: " + self + " does not come up: " + failure,
              Objects.requireNonNull(failure)));
    }
  }

  /** A task of a loop threw. */
  private void failed(RuntimeException failure) {
    DamagedFileException damage = Causes.damageIn(failure);
    if (damage != null && suspect) {
      refuse(damage);
    } else {
      world.fail(failure);
    }
  }

  private void diskFailed(Exception failure) {
    if (!diskFaults || !(failure instanceof IOException)) {
      Violation violation =
          new Violation("restart: a disk failed without a fault: " + failure, failure);
      world.fail(violation);
      throw violation;
    }
    world.note(self, "fences itself: " + failure.getMessage());
    die(false);
    world.afterMs(1 + random.nextInt(800), this::start);
    throw new ProcessDied(failure);
  }

  /** Damage was found and named: the region is given up and comes back as an empty one. */
  private void refuse(DamagedFileException damage) {
    world.note(self, "refuses: " + damage.getMessage());
    damages++;
    die(false);
    phase = Phase.REFUSED;
    world.afterMs(REPLACE_MS, this::replace);
  }

  /** The process dies; a power cut takes what was not synced as well. */
  void crash(boolean powerCut) {
    if (phase == Phase.DOWN || phase == Phase.REFUSED) {
      return;
    }
    world.note(self, powerCut ? "power cut" : "killed");
    die(powerCut);
  }

  boolean isAway() {
    return absence.isOn();
  }

  /** The process dies and nothing starts it for so long. */
  void leave(long forMs) {
    crash(false);
    absence.begin(forMs);
    world.afterMs(forMs, this::start);
  }

  private void die(boolean powerCut) {
    diedNs = world.nowNs();
    if (phase == Phase.UP) {
      absence.alive();
    }
    if (suspect) {
      losses.excuseLately(this, diedNs);
    }
    conflictsOfTheDead = conflicts();
    process.die();
    node = null;
    loops = List.of();
    network.leave(self);
    disk = powerCut ? disk.crash() : disk.kill();
    stores.forEach(each -> each.tear(powerCut));
    phase = Phase.DOWN;
  }

  /** Stops in good order, then calls back; at once where it is not up. */
  void stop(Runnable stopped) {
    RegionNode running = node;
    SimulatedProcess life = process;
    if (running == null || phase != Phase.UP) {
      stopped.run();
      return;
    }
    world.note(self, "stops");
    conflictsOfTheDead = conflicts();
    node = null;
    absence.alive();
    phase = Phase.STARTING;
    running
        .close()
        .whenComplete(
            (nothing, failure) -> {
              if (life.dead()) {
                return;
              }
              if (failure != null && !diskFaults) {
                world.fail(
                    new Violation("restart: " + self + " does not stop: " + failure, failure));
                return;
              }
              process.die();
              absence.alive();
              loops = List.of();
              network.leave(self);
              disk = disk.kill();
              stores.forEach(each -> each.tear(false));
              phase = Phase.DOWN;
              stopped.run();
            });
  }

  /** The region's disk is gone, the catalog with it; it comes back empty, under its old name. */
  void lose() {
    if (phase == Phase.REFUSED) {
      return;
    }
    world.note(self, "its disk is gone");
    losses.excuseAll(this);
    die(false);
    phase = Phase.REFUSED;
    world.afterMs(REPLACE_MS, this::replace);
  }

  private void replace() {
    if (!losses.anotherIsComplete(this)) {
      world.afterMs(REPLACE_MS, this::replace);
      return;
    }
    losses.excuseAll(this);
    world.note(self, "is replaced by an empty region");
    long capacity = disk.capacityBytes();
    disk = new SimulatedDisk(random::nextLong);
    disk.capacityBytes(capacity);
    // Peers tell it of the tables that they replicate; its own are made anew.
    catalog =
        SimulatedTable.catalogOf(tables.stream().filter(table -> !table.isReplicated()).toList());
    stores.replaceAll(old -> new SurvivingStores(random.split()));
    followers.forEach(StreamFollower::reset);
    suspect = false;
    absence.newDisk();
    phase = Phase.DOWN;
    start();
  }

  /** How its shards stand towards their peers, as of their last tick; none where it is down. */
  List<ShardStatus> replicationStatus() {
    return node == null ? List.of() : node.replication().status().shards();
  }

  /** Does something with a shard on its loop, later; not at all where the region is not up. */
  void onShard(ShardId id, Consumer<Shard> work) {
    RegionNode running = node;
    if (running != null) {
      running.onShard(id, work);
    }
  }

  /** Looks at one shard at once. */
  void ask(ShardId id, Consumer<Shard> question) {
    RegionNode running = node;
    if (running != null) {
      loops.get(id.number()).ask(() -> running.onShard(id, question));
    }
  }

  /** Looks at each shard at once; at none where the region is not up. */
  void eachShard(Consumer<Shard> question) {
    for (int number = 0; number < SHARDS; number++) {
      ask(new ShardId(number), question);
    }
  }

  /** The streams' consumers read on. */
  void followStreams() {
    if (isComplete()) {
      eachShard(shard -> followers.get(shard.id().number()).read(shard));
    }
  }

  StreamFollower follower(ShardId id) {
    return followers.get(id.number());
  }

  @Override
  public String toString() {
    return self.name();
  }
}
