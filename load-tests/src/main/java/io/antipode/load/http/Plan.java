package io.antipode.load.http;

import java.util.concurrent.TimeUnit;

/**
 * How long a run lasts and how fast it goes.
 *
 * @param warmUpNs at the beginning; the load is the same but its figures don't count
 * @param durationNs of what counts
 * @param perSecond the open-loop rate over all connections, or 0 for a closed loop
 */
public record Plan(long warmUpNs, long durationNs, double perSecond) {
  /** As fast as the answers come, for so long. */
  public static Plan closedLoop(long durationNs) {
    return new Plan(0, durationNs, 0);
  }

  public static Plan ofSeconds(double warmUp, double duration, double perSecond) {
    double second = TimeUnit.SECONDS.toNanos(1);
    return new Plan((long) (warmUp * second), (long) (duration * second), perSecond);
  }
}
