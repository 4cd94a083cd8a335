package io.antipode.load.workload;

import io.antipode.cluster.topology.Region;
import io.antipode.load.history.Op;
import io.antipode.load.history.Outcome;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Clients in every region, each of which waits for its answer, pauses, and goes on. A subclass says
 * what a client does next.
 */
abstract class ClosedLoop implements Workload {
  /** A region that answers nothing is not asked in a busy loop. */
  private static final long BACK_OFF_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private final WorkloadOptions options;
  private boolean stopped;

  ClosedLoop(WorkloadOptions options) {
    this.options = options;
  }

  /** One step of a client; calls {@code then} once, with an operation that it performed. */
  abstract void step(Run run, Session session, Consumer<Op> then);

  /** What the table is like. */
  TableSpec table() {
    return new TableSpec(options.table(), false, false, true);
  }

  WorkloadOptions options() {
    return options;
  }

  boolean stopped() {
    return stopped;
  }

  @Override
  public List<TableSpec> tables() {
    return List.of(table());
  }

  @Override
  public void prepare(Run run, Runnable ready) {
    GlobalTable.create(run, table(), () -> fill(run, ready));
  }

  /** Writes first items; none unless a workload needs them. */
  void fill(Run run, Runnable ready) {
    ready.run();
  }

  @Override
  public void start(Run run) {
    stopped = false;
    for (Region region : run.regions()) {
      for (int i = 0; i < options.clients(); i++) {
        pause(run, new Session(run, region), 0);
      }
    }
  }

  @Override
  public void stop() {
    stopped = true;
  }

  private void pause(Run run, Session session, long atLeastNs) {
    long pauseNs =
        1 + run.random().nextLong(1 + 2 * TimeUnit.MILLISECONDS.toNanos(options.pauseMs()));
    run.afterNs(
        atLeastNs + pauseNs,
        () -> {
          if (!stopped) {
            step(
                run,
                session,
                op -> pause(run, session, op.outcome() == Outcome.OK ? 0 : backOffNs(op)));
          }
        });
  }

  private static long backOffNs(Op op) {
    return op.error().equals(Wire.CONDITION_FAILED) ? 0 : BACK_OFF_NS;
  }
}
