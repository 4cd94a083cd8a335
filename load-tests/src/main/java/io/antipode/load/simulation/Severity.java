package io.antipode.load.simulation;

import io.antipode.load.scenario.FaultType;
import io.antipode.load.scenario.Span;
import java.util.Map;
import java.util.TreeMap;

/** How bad faults are: what a kind's parameters are drawn from, and drawing them. */
final class Severity {
  private static final Span SKEW_MS = new Span(-4_000, 4_000);
  private static final Span JUMP_MS = new Span(-3_000, 3_000);
  private static final Span DRIFT_PARTS_PER_MILLION = new Span(-60_000, 60_000);
  private static final Span AHEAD_MS = new Span(500, 6_000);
  private static final Span LINK_DELAY_MS = new Span(0, 400);
  private static final Span DISK_DELAY_MS = new Span(1, 100);
  private static final Span DISTURBED_PERCENT = new Span(1, 6);
  private static final Span FLIPPED_BITS = new Span(1, 1);

  private Severity() {}

  /** The spans of random plans, by parameter; beyond what scenarios usually ask for. */
  static Map<String, Span> ofRandomPlans(FaultType type) {
    return switch (type) {
      case CLOCK_SKEW -> Map.of("skewMs", SKEW_MS);
      case CLOCK_JUMP -> Map.of("jumpMs", JUMP_MS);
      case CLOCK_DRIFT -> Map.of("partsPerMillion", DRIFT_PARTS_PER_MILLION);
      case CLOCKS_AHEAD -> Map.of("aheadMs", AHEAD_MS);
      case DELAY_LINK -> Map.of("delayMs", LINK_DELAY_MS);
      case SLOW_DISK -> Map.of("delayMs", DISK_DELAY_MS);
      case LOSE_FRAMES, DUPLICATE_FRAMES, REORDER_FRAMES -> Map.of("percent", DISTURBED_PERCENT);
      case BIT_FLIP -> Map.of("bits", FLIPPED_BITS);
      case CUT_LINK,
          ONE_WAY_CUT,
          RESET_LINKS,
          STALL_LINK,
          KILL_NODE,
          POWER_CUT,
          PAUSE_NODE,
          ROLLING_RESTART,
          LOSE_REGION,
          LONG_ABSENCE,
          DISK_FULL,
          TORN_WRITE,
          MISDIRECTED_WRITE,
          FSYNC_ERROR,
          REMOVE_REPLICA ->
          Map.of();
      case SLOW_LINK -> throw new IllegalArgumentException(type.word() + " is for real links");
    };
  }

  /**
   * A number of each span, by a chance that is the fault's own.
   *
   * @param chance the same gives the same numbers
   */
  static Map<String, Long> draw(Map<String, Span> spans, long chance) {
    Draws draws = new Draws(chance);
    Map<String, Long> drawn = new TreeMap<>();
    spans.forEach((name, span) -> drawn.put(name, span.draw(draws.of(name))));
    return drawn;
  }
}
