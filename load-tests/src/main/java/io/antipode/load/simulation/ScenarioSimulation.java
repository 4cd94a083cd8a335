package io.antipode.load.simulation;

import io.antipode.cluster.settings.DurabilityMode;
import io.antipode.cluster.topology.Region;
import io.antipode.load.checker.Checkers;
import io.antipode.load.history.Evidence;
import io.antipode.load.history.History;
import io.antipode.load.history.Key;
import io.antipode.load.scenario.FaultType;
import io.antipode.load.scenario.Scenario;
import io.antipode.load.workload.Api;
import io.antipode.load.workload.FinalReads;
import io.antipode.load.workload.Run;
import io.antipode.load.workload.TableSpec;
import io.antipode.load.workload.Workload;
import io.antipode.load.workload.Workloads;
import io.antipode.node.item.ItemKey;
import io.antipode.node.region.RegionNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scenario's workloads, faults and checkers on a simulated cluster: its clients speak the API and
 * know nothing of the simulation.
 *
 * <p>A region whose files were damaged is given up when the damage is found, and what it alone had
 * goes with it. Of what the regions hold in the end that is taken into account; what clients were
 * told meanwhile is not checked after such a run.
 */
public final class ScenarioSimulation implements Run {
  private static final long PREPARE_MS = 60_000;
  private static final long ANSWERS_MS = 10_000;
  private static final int STEP_MS = 250;

  /** Checkers of what regions hold in the end, and not of what clients were told meanwhile. */
  private static final List<String> OF_CONTENTS =
      List.of("convergence", "index", "no-resurrection", "winner");

  /** What a run did. */
  public record Outcome(
      long seed, int operations, Map<FaultType, Long> faults, long damages, long virtualMs) {}

  private final Scenario scenario;
  private final Plan plan;
  private final World world;
  private final SplittableRandom random;
  private final History history = new History();
  private final Map<String, SimulatedTable> tables = new HashMap<>();
  private final Ledger ledger = new Ledger(this::stored);
  private final SimulatedCluster cluster;
  private final Looks looks;
  private final List<Workload> workloads = new ArrayList<>();

  private ScenarioSimulation(Scenario scenario, long seed, Trace trace) {
    this.scenario = scenario;
    world = new World(seed, trace);
    random = world.randomOf("workloads");
    boolean fsync = scenario.cluster().durability() == DurabilityMode.FSYNC;
    Settings drawn = Settings.draw(new Draws(seed), (int) scenario.durationMs(), fsync, true);
    // Streams are checked from their beginning; only an absence needs logs that end.
    Settings settings = absence(scenario) ? drawn : drawn.withLongRetention();
    plan = ScenarioPlan.draw(scenario, seed, settings);
    cluster =
        new SimulatedCluster(world, ledger, scenario.cluster().regions(), settings, List.of());
    history.listen(ledger);
    looks = new Looks(world, cluster, settings);
    scenario.workloads().forEach(options -> workloads.add(Workloads.create(options)));
  }

  private static boolean absence(Scenario scenario) {
    return scenario.faults().stream().anyMatch(fault -> fault.type() == FaultType.LONG_ABSENCE);
  }

  /** Runs a scenario from a seed; throws {@link Violation} where a checker finds something. */
  public static Outcome run(Scenario scenario, long seed, Trace trace) {
    try {
      return new ScenarioSimulation(scenario, seed, trace).run();
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
    world.runMs(scenario.durationMs());
    workloads.forEach(Workload::stop);
    cluster.faults().heal();
    // What is answered later may be written later: then regions that are equal are so by chance.
    await("answers", ANSWERS_MS, () -> history.answered() == history.size());
    awaitEquality();
    world.runMs(workloads.stream().mapToLong(Workload::restMs).max().orElse(0));
    awaitEquality();
    Evidence found = evidence();
    while (!looks.last()) {
      awaitEquality();
    }
    long damages = damages();
    check(scenario.checkers().stream().filter(OF_CONTENTS::contains), looks.judged(history, found));
    if (damages == 0) {
      check(scenario.checkers().stream().filter(name -> !OF_CONTENTS.contains(name)), found);
    }
    return new Outcome(
        plan.seed(), history.size(), cluster.faults().struck(), damages, world.nowMs());
  }

  private static void check(Stream<String> names, Evidence evidence) {
    Checkers.check(names.toList(), evidence).forEach(Violation::require);
  }

  /** The key under which an item is stored; a table has one id as long as it lives. */
  private @Nullable ItemKey stored(Key key) {
    return tables
        .computeIfAbsent(key.table(), name -> tableMade(cluster.regions().getFirst(), name))
        .stored(key);
  }

  private void prepare() {
    int[] ready = new int[1];
    world.runMs(STEP_MS);
    workloads.forEach(workload -> workload.prepare(this, () -> ready[0]++));
    await("prepare", PREPARE_MS, () -> ready[0] == workloads.size());
    List<SimulatedTable> made =
        tables().stream()
            .map(spec -> tableMade(cluster.regions().getFirst(), spec.name()))
            .toList();
    cluster.each(region -> region.watch(made));
    await("prepare", PREPARE_MS, cluster::isComplete);
  }

  private static SimulatedTable tableMade(SimulatedRegion region, String name) {
    RegionNode node = Objects.requireNonNull(region.node());
    return SimulatedTable.of(Objects.requireNonNull(node.table(name)));
  }

  private List<TableSpec> tables() {
    return workloads.stream().flatMap(workload -> workload.tables().stream()).toList();
  }

  private void await(String promise, long maxMs, java.util.function.BooleanSupplier done) {
    for (long waitedMs = 0; !done.getAsBoolean(); waitedMs += STEP_MS) {
      if (waitedMs > maxMs) {
        cluster.noteState();
        throw new Violation(promise + ": not done within " + maxMs + " ms");
      }
      world.runMs(STEP_MS);
    }
  }

  private void awaitEquality() {
    await(
        "convergence",
        scenario.healMs(),
        () -> {
          cluster.start();
          return cluster.isComplete()
              && cluster.digests(ScenarioSimulation::idsOf).stream().distinct().count() == 1;
        });
  }

  private static List<Long> idsOf(SimulatedRegion region) {
    return region.tables().stream().map(SimulatedTable::id).toList();
  }

  private Evidence evidence() {
    FinalReads.Contents contents = read();
    return new Evidence(
        history.ops(),
        contents.tables(),
        contents.indexes(),
        contents.streams().stream().filter(stream -> isWhole(stream.region())).toList(),
        List.of(),
        Map.of(),
        World.EPOCH_MS);
  }

  /** The end of a log whose disk was damaged may be gone as if it had been torn. */
  private boolean isWhole(Region of) {
    return cluster.regions().stream()
        .noneMatch(region -> region.region().equals(of) && region.isSuspect());
  }

  /** Reading may find damage: then that region is given up, and all is read again. */
  private FinalReads.Contents read() {
    while (true) {
      long before = damages();
      FinalReads.@Nullable Contents[] read = new FinalReads.Contents[1];
      FinalReads.read(this, tables(), contents -> read[0] = contents);
      await("final reads", PREPARE_MS, () -> read[0] != null || damages() != before);
      awaitEquality();
      FinalReads.Contents contents = read[0];
      if (contents != null && damages() == before) {
        return contents;
      }
    }
  }

  private long damages() {
    return cluster.sum(SimulatedRegion::damages);
  }

  @Override
  public List<Region> regions() {
    return scenario.cluster().regions();
  }

  @Override
  public Api api(Region region) {
    for (SimulatedRegion each : cluster.regions()) {
      if (each.region().equals(region)) {
        return new SimulatedApi(world, each);
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
