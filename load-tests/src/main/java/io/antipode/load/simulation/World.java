package io.antipode.load.simulation;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

  private static final long NS_PER_MS = 1_000_000;

  private final Draws draws;
  private final SplittableRandom random;
  private final Trace trace;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long nowNs;
  private long order;
  private long executed;
  private long fingerprint;
  private long quietUntilMs;
  private long aloneUntilMs;
  private @Nullable Object alone;
  private @Nullable RuntimeException failure;

  public World(long seed) {
    this(seed, new Trace(false));
  }

  public World(long seed, Trace trace) {
    draws = new Draws(seed);
    random = new SplittableRandom(seed);
    this.trace = trace;
  }

  /** Nanoseconds since the simulation began. */
  public long nowNs() {
    return nowNs;
  }

  /** Milliseconds since the simulation began. */
  public long nowMs() {
    return nowNs / NS_PER_MS;
  }

  public SplittableRandom random() {
    return random;
  }

  /** The chance of one actor, by its name: whoever comes along later changes nobody else's. */
  SplittableRandom randomOf(String actor) {
    return draws.of(actor);
  }

  /** How many events have run. */
  public long executed() {
    return executed;
  }

  /** Differs where two runs have differed in anything that was {@link #mix}ed in, or in time. */
  public long fingerprint() {
    return fingerprint;
  }

  /** Takes something that happened into the fingerprint. */
  void mix(long something) {
    fingerprint = (fingerprint ^ something) * 0x9e37_79b9_7f4a_7c15L;
    fingerprint ^= fingerprint >>> 29;
  }

  /** Clients write nothing for so long, then for some time those of one region alone. */
  void quiet(long forMs, Object region, long aloneForMs) {
    quietUntilMs = nowMs() + forMs;
    aloneUntilMs = quietUntilMs + aloneForMs;
    alone = region;
  }

  boolean isQuiet(Object region) {
    return nowMs() < quietUntilMs || (nowMs() < aloneUntilMs && !region.equals(alone));
  }

  /** Ends the run after this event: for those whose own exception nobody would hear. */
  void fail(RuntimeException newFailure) {
    if (failure == null) {
      failure = newFailure;
    }
  }

  /** Writes a line of the trace. */
  void note(Object who, String what) {
    mix(what.hashCode());
    trace.note(nowNs, who, what);
  }

  /** Writes a line of the trace where details are asked for. */
  void detail(Object who, Supplier<String> what) {
    trace.detail(nowNs, who, what);
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
    at(nowNs + delayMs * NS_PER_MS, task);
  }

  /** Runs everything up to a time from now, and moves the clock there. */
  public void runMs(long durationMs) {
    long untilNs = nowNs + durationMs * NS_PER_MS;
    for (Event next = events.peek(); next != null && next.atNs <= untilNs; next = events.peek()) {
      events.remove();
      nowNs = next.atNs;
      executed++;
      mix(nowNs);
      next.task.run();
      if (failure != null) {
        throw failure;
      }
    }
    nowNs = untilNs;
  }
}
