package io.antipode.node.insight;

import io.antipode.node.insight.HeavyHitters.Hitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The heaviest keys of each of the last minutes, by one way of weighing. Used by one thread at a
 * time.
 */
final class Rule {
  /** Counters of a minute: a key with a 64th of the traffic is never missed. */
  private static final int COUNTERS = 64;

  /** What is kept of a minute that is over. */
  private static final int TOP = 10;

  private static final int MINUTES = 15;
  private static final long MINUTE_MS = 60_000;

  /** The heaviest keys of a minute, from its first millisecond on. */
  record Minute(long beginMs, List<Hitter<Subject>> top) {}

  private final ArrayDeque<Minute> over = new ArrayDeque<>();
  private HeavyHitters<Subject> now = new HeavyHitters<>(COUNTERS);
  private long nowMinute = Long.MIN_VALUE;

  void add(Subject subject, double weight, long nowMs) {
    turn(nowMs);
    now.add(subject, weight);
  }

  private void turn(long nowMs) {
    long minute = Math.floorDiv(nowMs, MINUTE_MS);
    if (minute <= nowMinute) {
      return; // Or the clock went back: what comes counts for the minute that it knows.
    }
    List<Hitter<Subject>> top = now.top(TOP);
    if (!top.isEmpty()) {
      over.addLast(new Minute(nowMinute * MINUTE_MS, top));
      now = new HeavyHitters<>(COUNTERS);
    }
    nowMinute = minute;
    while (!over.isEmpty() && over.getFirst().beginMs() < (minute - MINUTES) * MINUTE_MS) {
      over.removeFirst();
    }
  }

  /** The last minutes in which there was anything, the oldest first, this one last. */
  List<Minute> minutes(long nowMs) {
    turn(nowMs);
    List<Minute> all = new ArrayList<>(over);
    List<Hitter<Subject>> top = now.top(TOP);
    if (!top.isEmpty()) {
      all.add(new Minute(nowMinute * MINUTE_MS, top));
    }
    return all;
  }
}
