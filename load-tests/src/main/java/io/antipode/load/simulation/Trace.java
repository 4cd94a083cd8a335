package io.antipode.load.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What happened in a run, for people: time, region, event. Bounded: the oldest lines are forgotten.
 * Details (each write, each restart's recovery) are kept only where they were asked for, since
 * making their texts costs more than simulating them.
 */
public final class Trace {
  /** How many lines are remembered. */
  public static final int MAX_LINES = 20_000;

  private static final double NS_PER_MS = 1e6;

  /**
   * A line.
   *
   * @param who a region, a link, or the world
   */
  public record Line(long atNs, String who, String what) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%11.3f ms  %-14s %s", atNs / NS_PER_MS, who, what);
    }
  }

  private final boolean detailed;
  private final ArrayDeque<Line> lines = new ArrayDeque<>();
  private long forgotten;

  public Trace(boolean detailed) {
    this.detailed = detailed;
  }

  void note(long atNs, Object who, String what) {
    if (lines.size() == MAX_LINES) {
      lines.remove();
      forgotten++;
    }
    lines.add(new Line(atNs, who.toString(), what));
  }

  void detail(long atNs, Object who, Supplier<String> what) {
    if (detailed) {
      note(atNs, who, what.get());
    }
  }

  /** The lines that are remembered, oldest first. */
  public List<Line> lines() {
    return new ArrayList<>(lines);
  }

  /** How many lines were forgotten before the first that is remembered. */
  public long forgotten() {
    return forgotten;
  }
}
