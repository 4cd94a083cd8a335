package io.antipode.load.workload;

/** A kind of traffic: {@code prepare}, then {@code start}, then {@code stop}. */
public interface Workload {
  /**
   * Makes tables and first items while nothing is disturbed; {@code ready} runs once, at its end.
   */
  void prepare(Run run, Runnable ready);

  /** Starts the clients. */
  void start(Run run);

  /** Makes no new calls; answers to those under way are still recorded. */
  void stop();
}
