package io.antipode.load.scenario;

import io.antipode.load.workload.WorkloadOptions;
import java.util.List;
import java.util.Set;

/**
 * A test as data: clients and faults run together for a while, then everything is healed and has
 * its time, then the checkers look.
 *
 * @param about one sentence for people
 * @param layers where it may run; all of its faults can be done there
 * @param swarm whether each run draws which of the faults it has at all (swarm testing, Groce et
 *     al., ISSTA 2012)
 * @param checkers names of {@link io.antipode.load.checker.Checkers}
 * @param durationMs how long the clients and the faults go on
 * @param healMs how long after the last fault the regions must have become equal
 */
public record Scenario(
    String name,
    String about,
    Set<Layer> layers,
    ClusterSpec cluster,
    List<WorkloadOptions> workloads,
    boolean swarm,
    List<FaultSpec> faults,
    List<String> checkers,
    long durationMs,
    long healMs) {}
