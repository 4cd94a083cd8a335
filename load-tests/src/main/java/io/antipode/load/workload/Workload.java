package io.antipode.load.workload;

import java.util.List;

/** A kind of traffic: {@code prepare}, then {@code start}, then {@code stop}. */
public interface Workload {
  /**
   * Makes tables and first items while nothing is disturbed; {@code ready} runs once, at its end.
   */
  void prepare(Run run, Runnable ready);

  /** Its tables, for {@link FinalReads}. */
  List<TableSpec> tables();

  /** Starts the clients. */
  void start(Run run);

  /** Makes no new calls; answers to those under way are still recorded. */
  void stop();

  /**
   * Whether its sessions end with the process that serves them, so that a region that is given up
   * breaks no promise to them.
   */
  default boolean endsSessionsWithProcess() {
    return false;
  }

  /** How long after that what its calls began goes on, once all regions are well again. */
  default long restMs() {
    return 0;
  }
}
