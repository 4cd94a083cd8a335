package io.antipode.cluster.catalog;

/**
 * A Kinesis data stream that takes a table's changes in this region.
 *
 * @param streamArn of the data stream
 * @param enabledAtMs epoch milliseconds when it was switched on, later than any other destination
 *     and any stream of the table; log records that no stream of the table shows carry it
 * @param disabledAtMs epoch milliseconds when it was switched off, 0 while it is on
 * @param precision of the times in its records
 */
public record KinesisDestination(
    String streamArn, long enabledAtMs, long disabledAtMs, Precision precision) {
  /** Of what unit a record's time is a whole number. */
  public enum Precision {
    /** What was not asked for otherwise. */
    DEFAULT,
    MILLISECOND,
    MICROSECOND
  }

  public boolean enabled() {
    return disabledAtMs == 0;
  }

  /** Switched off. */
  public KinesisDestination disabledAt(long nowMs) {
    return new KinesisDestination(streamArn, enabledAtMs, Math.max(nowMs, enabledAtMs), precision);
  }

  public KinesisDestination withPrecision(Precision newPrecision) {
    return new KinesisDestination(streamArn, enabledAtMs, disabledAtMs, newPrecision);
  }
}
