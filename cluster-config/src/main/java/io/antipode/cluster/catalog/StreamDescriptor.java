package io.antipode.cluster.catalog;

/**
 * One incarnation of a table's stream in one region. A disabled stream stays readable for 24 hours.
 *
 * @param createdAtMs epoch milliseconds when it was switched on: its label is this instant as
 *     ISO-8601, and every log record that belongs to the stream carries it ({@code
 *     Mutation.streamEpochMs})
 * @param disabledAtMs epoch milliseconds when it was switched off, 0 while it is on
 */
public record StreamDescriptor(long createdAtMs, StreamViewType viewType, long disabledAtMs) {
  public boolean enabled() {
    return disabledAtMs == 0;
  }
}
