package io.antipode.cluster.catalog;

/**
 * When provisioned capacity was last changed, as a table's description tells. Times are epoch
 * milliseconds, 0 for never.
 *
 * @param decreases how many there were on the UTC day of the last one
 */
public record CapacityHistory(long increasedAtMs, long decreasedAtMs, int decreases) {
  public static final CapacityHistory NONE = new CapacityHistory(0, 0, 0);

  private static final long DAY_MS = 24 * 60 * 60 * 1_000L;

  public CapacityHistory {
    if (increasedAtMs < 0 || decreasedAtMs < 0 || decreases < 0) {
      throw new IllegalArgumentException("a negative time or number");
    }
  }

  /** This history and one more change; reads may go up while writes go down. */
  public CapacityHistory with(Throughput before, Throughput after, long nowMs) {
    boolean up = after.readUnits() > before.readUnits() || after.writeUnits() > before.writeUnits();
    boolean down =
        after.readUnits() < before.readUnits() || after.writeUnits() < before.writeUnits();
    return new CapacityHistory(
        up ? nowMs : increasedAtMs,
        down ? nowMs : decreasedAtMs,
        down ? decreasesOnDayOf(nowMs) + 1 : decreases);
  }

  /** {@code NumberOfDecreasesToday}. */
  public int decreasesOnDayOf(long nowMs) {
    return nowMs / DAY_MS == decreasedAtMs / DAY_MS ? decreases : 0;
  }
}
