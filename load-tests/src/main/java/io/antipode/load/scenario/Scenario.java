package io.antipode.load.scenario;

import io.antipode.load.workload.WorkloadOptions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A test as data: clients and faults run together for a while, then everything is healed and has
 * its time, then the checkers look.
 *
 * @param about one sentence for people
 * @param layers where it may run; all of its faults can be done there
 * @param swarm whether each run draws which of the faults it has at all (swarm testing, Groce et
 *     al., ISSTA 2012)
 * @param paceMs the mean time between two faults of whatever kind, which a run draws; null where
 *     each fault says its own
 * @param checkers names of {@link io.antipode.load.checker.Checkers}
 * @param durationMs how long the clients and the faults go on; a simulated run draws it
 * @param healMs how long after the last fault the regions must have become equal
 */
public record Scenario(
    String name,
    String about,
    Set<Layer> layers,
    ClusterSpec cluster,
    List<WorkloadOptions> workloads,
    boolean swarm,
    @Nullable Span paceMs,
    List<FaultSpec> faults,
    List<String> checkers,
    Span durationMs,
    long healMs) {
  /** The same with these faults alone. */
  public Scenario withFaults(List<FaultSpec> fewer) {
    return new Scenario(
        name,
        about,
        layers,
        cluster,
        workloads,
        swarm,
        paceMs,
        fewer,
        checkers,
        durationMs,
        healMs);
  }

  /** The same, for just so long. */
  public Scenario withDurationMs(long newDurationMs) {
    return new Scenario(
        name,
        about,
        layers,
        cluster,
        workloads,
        swarm,
        paceMs,
        faults,
        checkers,
        new Span(newDurationMs, newDurationMs),
        healMs);
  }
}
