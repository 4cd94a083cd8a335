package io.antipode.load.scenario;

/** Where a scenario runs. */
public enum Layer {
  /** A whole cluster in one thread, from a seed. */
  SIMULATION,
  /** Real nodes, one JVM each, with fault proxies between them. */
  PROCESSES,
  /** The same in containers. */
  CONTAINERS
}
