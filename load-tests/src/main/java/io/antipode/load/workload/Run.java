package io.antipode.load.workload;

import io.antipode.cluster.topology.Region;
import io.antipode.load.history.History;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Time, chance and the regions of a run: virtual in the simulation, real in the process layer.
 * Everything happens on one thread.
 */
public interface Run {
  /** The regions of the cluster; the first one is where tables are created. */
  List<Region> regions();

  /** A new client of a region. */
  Api api(Region region);

  /** Nanoseconds of the run's clock, which never steps back. */
  long nowNs();

  /** The wall clock at {@link #nowNs} 0, in epoch milliseconds. */
  long epochMsAtZero();

  /** Runs a task later on the run's thread. */
  void afterNs(long delayNs, Runnable task);

  /** The one source of chance: a run of the simulation repeats exactly. */
  SplittableRandom random();

  /** Where clients record what they do. */
  History history();
}
