package io.antipode.load.workload;

import io.antipode.load.history.Action;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import java.util.function.Consumer;

/** Adds to counters that belong to one region, and consistent reads of them. */
final class CounterWorkload extends ClosedLoop {
  private static final int MAX_AMOUNT = 5;

  private final Rotation keys;

  CounterWorkload(WorkloadOptions options) {
    super(options);
    keys = new Rotation(options);
  }

  @Override
  void step(Run run, Session session, Consumer<Op> then) {
    Key key = keys.any(session.region(), run.random());
    session.perform(
        run.random().nextInt(4) == 0
            ? new Action.Get(key, true)
            : new Action.Add(key, run.random().nextLong(1, MAX_AMOUNT + 1)),
        then);
  }
}
