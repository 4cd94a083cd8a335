package io.antipode.load.history;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that is known of a run: the history of its clients and, where they were looked at, what the
 * regions held after it was healed and quiet.
 *
 * @param ops in the order of their calls
 * @param limits the greatest value of samples, by their name
 * @param epochMsAtZero the wall clock at the run's time 0, for expiry
 * @param late ids of writes that were under way for so long that a newer deletion may have been
 *     forgotten before they arrived
 */
public record Evidence(
    List<Op> ops,
    List<TableContents> tables,
    List<IndexContents> indexes,
    List<StreamContents> streams,
    List<Sample> samples,
    Map<String, Double> limits,
    long epochMsAtZero,
    Set<Integer> late) {
  /** With no write that was late. */
  public Evidence(
      List<Op> ops,
      List<TableContents> tables,
      List<IndexContents> indexes,
      List<StreamContents> streams,
      List<Sample> samples,
      Map<String, Double> limits,
      long epochMsAtZero) {
    this(ops, tables, indexes, streams, samples, limits, epochMsAtZero, Set.of());
  }

  /** A history alone. */
  public static Evidence of(List<Op> ops) {
    return new Evidence(ops, List.of(), List.of(), List.of(), List.of(), Map.of(), 0);
  }
}
