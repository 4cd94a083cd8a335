package io.antipode.load.simulation;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Virtual time and the one source of chance of a simulation. Events run in the order of their
 * times; events of one time run in the order in which they were added. The same seed gives the same
 * run.
 */
public final class World {
  private record Event(long atNs, long order, Runnable task) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atNs, other.atNs);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  /** The wall clock at the beginning of every simulation, in epoch milliseconds. */
  public static final long EPOCH_MS = 1_700_000_000_000L;

  private final SplittableRandom random;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long nowNs;
  private long order;
  private long executed;

  public World(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Nanoseconds since the simulation began. */
  public long nowNs() {
    return nowNs;
  }

  /** Milliseconds since the simulation began. */
  public long nowMs() {
    return nowNs / 1_000_000;
  }

  public SplittableRandom random() {
    return random;
  }

  /** True with this probability. */
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** How many events have run. */
  public long executed() {
    return executed;
  }

  /** Runs a task at a time, which must not have passed. */
  public void at(long atNs, Runnable task) {
    if (atNs < nowNs) {
      throw new IllegalArgumentException("the past: " + atNs + " < " + nowNs);
    }
    events.add(new Event(atNs, order++, task));
  }

  /** Runs a task some milliseconds from now. */
  public void afterMs(long delayMs, Runnable task) {
    at(nowNs + delayMs * 1_000_000, task);
  }

  /** Runs everything up to a time from now, and moves the clock there. */
  public void runMs(long durationMs) {
    long untilNs = nowNs + durationMs * 1_000_000;
    for (Event next = events.peek(); next != null && next.atNs <= untilNs; next = events.peek()) {
      events.remove();
      nowNs = next.atNs;
      executed++;
      next.task.run();
    }
    nowNs = untilNs;
  }
}
