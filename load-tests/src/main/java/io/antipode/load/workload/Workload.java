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

  /** How long after that what its calls began goes on, once all regions are well again. */
  default long restMs() {
    return 0;
  }
}
