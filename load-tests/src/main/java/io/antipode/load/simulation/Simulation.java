package io.antipode.load.simulation;

import io.antipode.cluster.topology.Region;
import io.antipode.load.simulation.SimulatedNetwork.Weather;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One run from a seed: a safety phase, in which clients write while faults come and go, then a
 * liveness phase, in which everything is healed and the regions must become equal within a bound;
 * then every promise is checked. The seed also draws which kinds of faults there are at all (swarm
 * testing, Groce et al., ISSTA 2012).
 */
public final class Simulation {
  /** How long the faulty phase lasts, in virtual milliseconds. */
  static final int SAFETY_MS = 8_000;

  /** How soon after healing the regions must be equal, in virtual milliseconds. */
  static final int LIVENESS_MS = 120_000;

  private static final int STEP_MS = 500;
  private static final List<Region> REGIONS =
      List.of(new Region("ap-southeast-1"), new Region("eu-west-1"), new Region("us-east-1"));

  /** What a run did, for reports: a run in which nothing happened proves nothing. */
  public record Outcome(
      long seed,
      long writes,
      long acknowledged,
      long crashes,
      long brokenSessions,
      long conflicts,
      long events,
      long healMs,
      long fingerprint) {}

  private final long seed;
  private final World world;
  private final SimulatedNetwork network;
  private final List<SimulatedRegion> regions = new ArrayList<>();
  private final History history = new History();
  private final Faults faults;
  private long crashes;

  /** Which faults this run has, and how often. */
  private record Faults(
      boolean cuts,
      boolean oneWay,
      boolean weather,
      boolean crashes,
      boolean powerCuts,
      int skewMs,
      int meanPauseMs) {
    static Faults draw(SplittableRandom random) {
      return new Faults(
          random.nextBoolean(),
          random.nextBoolean(),
          random.nextBoolean(),
          random.nextBoolean(),
          random.nextBoolean(),
          random.nextInt(4) == 0 ? 4_000 : random.nextBoolean() ? 300 : 0,
          random.nextInt(100, 1_200));
    }
  }

  private Simulation(long seed) {
    this.seed = seed;
    world = new World(seed);
    network = new SimulatedNetwork(world);
    faults = Faults.draw(world.random());
    for (Region region : REGIONS) {
      regions.add(new SimulatedRegion(world, network, history, region, REGIONS, faults.powerCuts));
    }
  }

  /** Runs a seed; throws {@link Violation} where a promise is broken. */
  public static Outcome run(long seed) {
    try {
      return new Simulation(seed).run();
    } catch (RuntimeException | AssertionError e) {
      throw new Violation("seed " + seed + ": " + e.getMessage(), e);
    }
  }

  private Outcome run() {
    regions.forEach(SimulatedRegion::start);
    world.runMs(1_000);
    regions.forEach(SimulatedRegion::startClients);
    scheduleFault();
    world.runMs(SAFETY_MS);
    regions.forEach(SimulatedRegion::stopClients);
    heal();
    long healMs = awaitEquality();
    List<RegionState> states = regions.stream().map(SimulatedRegion::state).toList();
    Checker.check(history, states);
    return new Outcome(
        seed,
        history.writes(),
        history.acknowledgements(),
        crashes,
        network.disturbed(),
        regions.stream().mapToLong(SimulatedRegion::conflicts).sum(),
        world.executed(),
        healMs,
        fingerprint(states));
  }

  private void scheduleFault() {
    world.afterMs(
        1 + world.random().nextInt(2 * faults.meanPauseMs),
        () -> {
          if (world.nowMs() < SAFETY_MS) {
            strike();
            scheduleFault();
          }
        });
  }

  private void strike() {
    SplittableRandom random = world.random();
    SimulatedRegion victim = regions.get(random.nextInt(regions.size()));
    SimulatedRegion other = regions.get(random.nextInt(regions.size()));
    switch (random.nextInt(6)) {
      case 0 -> {
        if (faults.cuts && victim != other) {
          network.cut(victim.region(), other.region());
          if (!faults.oneWay) {
            network.cut(other.region(), victim.region());
          }
        }
      }
      case 1 -> network.heal();
      case 2 -> {
        if (faults.weather) {
          network.weather(new Weather(1 + random.nextInt(200), random.nextInt(3) == 0 ? 0.02 : 0));
        }
      }
      case 3, 4 -> {
        if (faults.crashes && victim.isUp()) {
          crashes++;
          victim.crash();
          world.afterMs(1 + random.nextInt(3_000), victim::restart);
        }
      }
      default -> {
        if (faults.skewMs > 0) {
          victim.time().skew(random.nextInt(-faults.skewMs, faults.skewMs + 1));
        }
      }
    }
  }

  private void heal() {
    network.heal();
    regions.forEach(region -> region.time().skew(0));
    regions.forEach(SimulatedRegion::restart);
  }

  private long awaitEquality() {
    for (long waitedMs = STEP_MS; waitedMs <= LIVENESS_MS; waitedMs += STEP_MS) {
      world.runMs(STEP_MS);
      if (regions.stream().allMatch(SimulatedRegion::isUp)
          && regions.stream().map(SimulatedRegion::digests).distinct().count() == 1) {
        return waitedMs;
      }
    }
    throw new Violation(
        "convergence: digests still differ "
            + LIVENESS_MS
            + " ms after healing: "
            + regions.stream().map(region -> region.region() + " " + region.digests()).toList());
  }

  /** Equal for two runs of one seed, or the simulation is not deterministic. */
  private long fingerprint(List<RegionState> states) {
    long fingerprint = world.executed();
    for (RegionState state : states) {
      for (var entry : state.items().entrySet()) {
        fingerprint = fingerprint * 31 + entry.getKey().hashCode();
        fingerprint = fingerprint * 31 + entry.getValue().version().hlc();
      }
    }
    return fingerprint;
  }
}
