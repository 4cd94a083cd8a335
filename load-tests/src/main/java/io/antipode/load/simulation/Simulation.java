package io.antipode.load.simulation;

import io.antipode.cluster.topology.Region;
import io.antipode.load.checker.Checkers;
import io.antipode.load.history.Evidence;
import io.antipode.load.history.History;
import io.antipode.load.history.IndexContents;
import io.antipode.load.history.Key;
import io.antipode.load.history.TableContents;
import io.antipode.load.scenario.FaultType;
import io.antipode.load.workload.Api;
import io.antipode.load.workload.FinalReads;
import io.antipode.load.workload.Run;
import io.antipode.load.workload.TableSpec;
import io.antipode.load.workload.Workload;
import io.antipode.load.workload.WorkloadOptions;
import io.antipode.load.workload.Workloads;
import io.antipode.node.item.ItemKey;
import io.antipode.node.region.RegionNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run of a plan: a scenario's workloads and faults on a simulated cluster. A safety phase, in
 * which clients write while faults come and go, then a liveness phase, in which everything is
 * healed and the regions must become equal within a bound and forget their deletions; then the
 * scenario's checkers look.
 *
 * <p>A region whose files were damaged is given up when the damage is found, and what it alone had
 * goes with it. Of what the regions hold in the end that is taken into account; what clients were
 * told meanwhile is checked after such a run only where no session of theirs outlives a process.
 */
public final class Simulation implements Run {
  private static final long PREPARE_MS = 60_000;
  private static final long ANSWERS_MS = 10_000;
  private static final int STEP_MS = 250;

  /** Checkers of what regions hold in the end, and not of what clients were told meanwhile. */
  private static final List<String> OF_CONTENTS =
      List.of("convergence", "index", "no-resurrection", "winner");

  /** What a run did, for reports: a run in which nothing happened proves nothing. */
  public record Outcome(
      long seed,
      int operations,
      long writes,
      long acknowledged,
      long excused,
      Map<FaultType, Long> faults,
      long damagesFound,
      long brokenSessions,
      long conflicts,
      long streamRecords,
      long events,
      long virtualMs,
      long healMs,
      long fingerprint) {}

  private final Plan plan;
  private final World world;
  private final SplittableRandom random;
  private final History history = new History();
  private final Map<String, SimulatedTable> tables = new HashMap<>();
  private final Ledger ledger = new Ledger(this::stored);
  private final List<Workload> workloads = new ArrayList<>();
  private final List<SimulatedTable> fromTheStart = new ArrayList<>();
  private final SimulatedCluster cluster;
  private final Equality equality;
  private final Looks looks;

  private Simulation(Plan plan, Trace trace) {
    this.plan = plan;
    world = new World(plan.seed(), trace);
    random = world.randomOf("workloads");
    List<ShardWorkload> shards = new ArrayList<>();
    for (WorkloadOptions options : plan.scenario().workloads()) {
      if (options.type().equals(Workloads.SHARDS)) {
        shards.add(new ShardWorkload(plan));
      } else {
        workloads.add(Workloads.create(options));
      }
    }
    workloads.addAll(shards);
    shards.forEach(each -> fromTheStart.addAll(each.fromTheStart()));
    fromTheStart.forEach(table -> tables.put(table.name(), table));
    history.listen(ledger);
    cluster = new SimulatedCluster(world, ledger, regions(), plan.settings(), fromTheStart);
    shards.forEach(each -> each.on(world, cluster.regions(), history));
    equality = new Equality(world, cluster, plan.scenario().healMs());
    looks = new Looks(world, cluster, plan.settings());
  }

  /** Runs a seed of the scenario with every fault. */
  public static Outcome run(long seed) {
    return run(Plan.draw(seed));
  }

  /** Runs a plan; throws {@link Violation} where a promise is broken. */
  public static Outcome run(Plan plan) {
    return run(plan, new Trace(false));
  }

  /** Runs a plan and writes a trace; throws {@link Violation} where a promise is broken. */
  public static Outcome run(Plan plan, Trace trace) {
    try {
      return new Simulation(plan, trace).run();
    } catch (Violation e) {
      throw e;
    } catch (RuntimeException | AssertionError e) {
      throw new Violation("unexpected: " + e, e);
    }
  }

  private Outcome run() {
    cluster.start();
    prepare();
    workloads.forEach(workload -> workload.start(this));
    looks.start();
    cluster.faults().schedule(plan);
    world.runMs(plan.settings().safetyMs());
    workloads.forEach(Workload::stop);
    cluster.faults().heal();
    // What is answered later may be written later: then regions that are equal are so by chance.
    await("answers", ANSWERS_MS, () -> history.answered() == history.size());
    long healMs = equality.await();
    long restMs = workloads.stream().mapToLong(Workload::restMs).max().orElse(0);
    if (restMs > 0) {
      world.runMs(restMs);
      healMs += equality.await();
    }
    FinalReads.Contents read = read();
    // The last look lets time pass: a removal that somebody asked for long ago may come meanwhile.
    while (!looks.last() || !equality.isThere()) {
      healMs += equality.await();
    }
    check(evidence(read));
    return outcome(healMs);
  }

  private Outcome outcome(long healMs) {
    return new Outcome(
        plan.seed(),
        history.size(),
        ledger.writes(),
        ledger.acknowledgements(),
        ledger.excused(),
        cluster.faults().struck(),
        damages(),
        cluster.brokenSessions(),
        cluster.sum(SimulatedRegion::conflicts),
        cluster.sum(SimulatedRegion::streamRecords),
        world.executed(),
        world.nowMs(),
        healMs,
        world.fingerprint());
  }

  private void prepare() {
    int[] ready = new int[1];
    world.runMs(STEP_MS);
    for (Workload workload : workloads) {
      workload.prepare(this, () -> ready[0]++);
    }
    await("prepare", PREPARE_MS, () -> ready[0] == workloads.size());
    List<SimulatedTable> made = specs().map(spec -> made(spec.name())).toList();
    if (!made.isEmpty()) {
      cluster.each(
          region -> region.watch(Stream.concat(region.tables().stream(), made.stream()).toList()));
    }
    await("prepare", PREPARE_MS, cluster::isComplete);
  }

  /** A table that clients have made, which has one id as long as it lives. */
  private SimulatedTable made(String name) {
    RegionNode node = Objects.requireNonNull(cluster.regions().getFirst().node());
    return tables.computeIfAbsent(
        name, any -> SimulatedTable.of(Objects.requireNonNull(node.table(name))));
  }

  /** The key under which an item is stored. */
  private @Nullable ItemKey stored(Key key) {
    SimulatedTable table = tables.get(key.table());
    return (table == null ? made(key.table()) : table).stored(key);
  }

  private Stream<TableSpec> specs() {
    return workloads.stream().flatMap(workload -> workload.tables().stream());
  }

  private void await(String promise, long maxMs, BooleanSupplier done) {
    for (long waitedMs = 0; !done.getAsBoolean(); waitedMs += STEP_MS) {
      if (waitedMs > maxMs) {
        cluster.noteState();
        throw new Violation(promise + ": not done within " + maxMs + " ms");
      }
      world.runMs(STEP_MS);
    }
  }

  /** Reading may find damage: then that region is given up, and all is read again. */
  private FinalReads.Contents read() {
    while (true) {
      long before = damages();
      FinalReads.@Nullable Contents[] read = new FinalReads.Contents[1];
      FinalReads.read(this, specs().toList(), contents -> read[0] = contents);
      await("final reads", PREPARE_MS, () -> read[0] != null || damages() != before);
      FinalReads.Contents contents = read[0];
      if (contents != null && damages() == before) {
        return contents;
      }
      equality.await();
    }
  }

  private long damages() {
    return cluster.sum(SimulatedRegion::damages);
  }

  /** What clients read in the end, and what is looked at from within where they can't. */
  private Evidence evidence(FinalReads.Contents read) {
    List<TableContents> contents = new ArrayList<>(read.tables());
    List<IndexContents> entries = new ArrayList<>(read.indexes());
    for (SimulatedRegion region : cluster.regions()) {
      for (SimulatedTable table : region.tables()) {
        if (fromTheStart.contains(table)) {
          contents.add(Holdings.table(region, table));
          entries.add(Holdings.index(region, table));
        }
      }
    }
    contents.forEach(
        each ->
            each.versions().forEach((key, version) -> world.mix(key.hashCode() + version.hlc())));
    return new Evidence(
        history.ops(),
        contents,
        entries,
        read.streams().stream().filter(stream -> isWhole(stream.region())).toList(),
        List.of(),
        Map.of(),
        World.EPOCH_MS,
        looks.late());
  }

  /** The end of a log whose disk was damaged may be gone as if it had been torn. */
  private boolean isWhole(Region of) {
    return cluster.regions().stream()
        .noneMatch(region -> region.region().equals(of) && region.isSuspect());
  }

  private void check(Evidence found) {
    List<String> checkers = plan.scenario().checkers();
    if (damages() == 0 || workloads.stream().allMatch(Workload::endsSessionsWithProcess)) {
      require(checkers.stream().filter(name -> !OF_CONTENTS.contains(name)), found);
    }
    require(checkers.stream().filter(OF_CONTENTS::contains), looks.judged(history, found));
  }

  private static void require(Stream<String> names, Evidence evidence) {
    Checkers.check(names.toList(), evidence).forEach(Violation::require);
  }

  @Override
  public List<Region> regions() {
    return plan.scenario().cluster().regions();
  }

  @Override
  public Api api(Region region) {
    for (SimulatedRegion each : cluster.regions()) {
      if (each.region().equals(region)) {
        return new SimulatedApi(world, each::execute);
      }
    }
    throw new IllegalArgumentException("no region " + region);
  }

  @Override
  public long nowNs() {
    return world.nowNs();
  }

  @Override
  public long epochMsAtZero() {
    return World.EPOCH_MS;
  }

  @Override
  public void afterNs(long delayNs, Runnable task) {
    world.at(world.nowNs() + delayNs, task);
  }

  @Override
  public SplittableRandom random() {
    return random;
  }

  @Override
  public History history() {
    return history;
  }
}
