package io.antipode.load.simulation;

import io.antipode.cluster.settings.DurabilityMode;
import io.antipode.cluster.topology.Region;
import io.antipode.load.checker.Checkers;
import io.antipode.load.checker.Verdict;
import io.antipode.load.history.Evidence;
import io.antipode.load.history.History;
import io.antipode.load.scenario.FaultType;
import io.antipode.load.scenario.Scenario;
import io.antipode.load.workload.Api;
import io.antipode.load.workload.FinalReads;
import io.antipode.load.workload.Run;
import io.antipode.load.workload.TableSpec;
import io.antipode.load.workload.Workload;
import io.antipode.load.workload.Workloads;
import io.antipode.node.region.RegionNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A scenario's workloads, faults and checkers on a simulated cluster: its clients speak the API and
 * know nothing of the simulation.
 *
 * <p>A region whose files were damaged is given up when the damage is found, and what it alone had
 * goes with it. A history knows nothing of that, so after such a run only what the regions hold is
 * checked.
 */
public final class ScenarioSimulation implements Run {
  private static final long PREPARE_MS = 60_000;
  private static final long ANSWERS_MS = 10_000;
  private static final int STEP_MS = 250;
  private static final List<String> OF_CONTENTS = List.of("convergence", "index");

  /** What a run did. */
  public record Outcome(
      long seed, int operations, Map<FaultType, Long> faults, long damages, long virtualMs) {}

  private final Scenario scenario;
  private final Plan plan;
  private final World world;
  private final SplittableRandom random;
  private final History history = new History();
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
        new SimulatedCluster(
            world, new Ledger(), scenario.cluster().regions(), settings, List.of());
    looks = new Looks(world, cluster, List::of);
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
    looks.start(() -> {}, () -> {});
    cluster.faults().schedule(plan);
    world.runMs(scenario.durationMs());
    workloads.forEach(Workload::stop);
    cluster.faults().heal();
    // What is answered later may be written later: then regions that are equal are so by chance.
    await("answers", ANSWERS_MS, () -> history.answered() == history.size());
    awaitEquality();
    Evidence evidence = evidence();
    while (!looks.last()) {
      awaitEquality();
    }
    long damages = damages();
    List<String> names =
        damages == 0
            ? scenario.checkers()
            : scenario.checkers().stream().filter(OF_CONTENTS::contains).toList();
    Checkers.check(names, evidence).forEach(ScenarioSimulation::require);
    return new Outcome(
        plan.seed(), history.size(), cluster.faults().struck(), damages, world.nowMs());
  }

  private static void require(String checker, Verdict verdict) {
    switch (verdict) {
      case Verdict.Ok ignored -> {}
      case Verdict.Unknown ignored -> {}
      case Verdict.Violation violation -> throw new Violation(checker + ": " + violation);
    }
  }

  private void prepare() {
    int[] ready = new int[1];
    world.runMs(STEP_MS);
    workloads.forEach(workload -> workload.prepare(this, () -> ready[0]++));
    await("prepare", PREPARE_MS, () -> ready[0] == workloads.size());
    List<SimulatedTable> tables = tablesMade(cluster.regions().getFirst());
    cluster.each(region -> region.watch(tables));
    await("prepare", PREPARE_MS, cluster::isComplete);
  }

  private List<SimulatedTable> tablesMade(SimulatedRegion region) {
    RegionNode node = Objects.requireNonNull(region.node());
    return tables().stream()
        .map(spec -> SimulatedTable.of(Objects.requireNonNull(node.table(spec.name()))))
        .toList();
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
