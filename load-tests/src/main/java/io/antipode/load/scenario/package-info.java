/**
 * Scenarios: cluster, workloads, faults and checkers as data, one YAML file each, the same for the
 * simulation, processes and containers. Data alone, any thread; who runs a layer interprets it.
 * Depends on the names of workloads and checkers. Start reading at {@link
 * io.antipode.load.scenario.Scenario}.
 */
@NullMarked
package io.antipode.load.scenario;

import org.jspecify.annotations.NullMarked;
