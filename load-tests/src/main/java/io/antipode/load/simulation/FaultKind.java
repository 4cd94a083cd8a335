package io.antipode.load.simulation;

import java.util.Locale;

/** What can go wrong in a simulation. The names are those of scenario files. */
public enum FaultKind {
  CUT_LINK,
  ONE_WAY_CUT,
  DELAY_LINK,
  LOSE_FRAMES,
  DUPLICATE_FRAMES,
  REORDER_FRAMES,
  RESET_LINKS,
  STALL_LINK,
  KILL_NODE,
  POWER_CUT,
  PAUSE_NODE,
  ROLLING_RESTART,
  LOSE_REGION,
  LONG_ABSENCE,
  CLOCK_SKEW,
  CLOCK_JUMP,
  CLOCK_DRIFT,
  DISK_FULL,
  SLOW_DISK,
  TORN_WRITE,
  MISDIRECTED_WRITE,
  BIT_FLIP,
  FSYNC_ERROR;

  /** The name in scenario files and on the command line: {@code one-way-cut}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of that label. */
  public static FaultKind of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /**
   * Whether the region may lose what it alone holds, so that it must not strike all regions: the
   * damage is to be found and named, and then the region is given up and comes back empty.
   */
  public boolean endangersData() {
    return switch (this) {
      case LOSE_REGION, MISDIRECTED_WRITE, BIT_FLIP, FSYNC_ERROR -> true;
      case CUT_LINK,
          ONE_WAY_CUT,
          DELAY_LINK,
          LOSE_FRAMES,
          DUPLICATE_FRAMES,
          REORDER_FRAMES,
          RESET_LINKS,
          STALL_LINK,
          KILL_NODE,
          POWER_CUT,
          PAUSE_NODE,
          ROLLING_RESTART,
          LONG_ABSENCE,
          CLOCK_SKEW,
          CLOCK_JUMP,
          CLOCK_DRIFT,
          DISK_FULL,
          SLOW_DISK,
          TORN_WRITE ->
          false;
    };
  }
}
