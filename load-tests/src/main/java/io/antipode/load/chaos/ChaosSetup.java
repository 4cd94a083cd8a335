package io.antipode.load.chaos;

import io.antipode.load.scenario.FaultSpec;
import io.antipode.load.scenario.Scenario;
import io.antipode.load.supervisor.ClusterPlan;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A scenario on one kind of cluster, from one seed.
 *
 * @param durationMs of the disturbed part; may differ from the scenario's
 * @param allKinds whether it goes on, up to three times as long, until each kind has struck
 * @param timeoutMs of a client's call
 * @param command to type to do the same again
 */
public record ChaosSetup(
    Scenario scenario,
    ClusterPlan plan,
    long durationMs,
    boolean allKinds,
    int timeoutMs,
    long seed,
    String command) {
  public static final int TIMEOUT_MS = 2_000;

  /** A scenario on processes of usual size. */
  public static ChaosSetup of(Scenario scenario, long durationMs, long seed, String command) {
    ClusterPlan plan =
        ClusterPlan.of(scenario.cluster().regions().stream().map(region -> region.name()).toList())
            .withNodesPerRegion(scenario.cluster().nodesPerRegion())
            .withShards(scenario.cluster().shards())
            .withDurability(scenario.cluster().durability().name().toLowerCase(Locale.ROOT));
    return new ChaosSetup(scenario, plan, durationMs, false, TIMEOUT_MS, seed, command);
  }

  public ChaosSetup withPlan(ClusterPlan newPlan) {
    return new ChaosSetup(scenario, newPlan, durationMs, allKinds, timeoutMs, seed, command);
  }

  /** The same, until each kind of fault has struck. */
  public ChaosSetup untilAllKinds() {
    return new ChaosSetup(scenario, plan, durationMs, true, timeoutMs, seed, command);
  }

  /** The scenario's faults; of a swarm, those that the seed draws. */
  List<FaultSpec> faults() {
    SplittableRandom random = new SplittableRandom(seed);
    return scenario.faults().stream()
        .filter(fault -> !scenario.swarm() || random.nextBoolean())
        .toList();
  }
}
