package io.antipode.load.workload;

import io.antipode.load.history.Action;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Writes first items one after the other, each until it is acknowledged. */
final class Filling {
  private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(50);

  private Filling() {}

  /** Each action by the session of the same place. */
  static void all(Run run, List<Session> sessions, List<Action> actions, Runnable ready) {
    next(run, sessions, actions, 0, ready);
  }

  private static void next(
      Run run, List<Session> sessions, List<Action> actions, int at, Runnable ready) {
    if (at == actions.size()) {
      ready.run();
      return;
    }
    sessions
        .get(at)
        .perform(
            actions.get(at),
            op -> {
              if (op.isOk()) {
                next(run, sessions, actions, at + 1, ready);
              } else {
                run.afterNs(RETRY_NS, () -> next(run, sessions, actions, at, ready));
              }
            });
  }
}
