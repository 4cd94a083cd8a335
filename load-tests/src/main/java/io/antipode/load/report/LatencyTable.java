package io.antipode.load.report;

import io.antipode.load.report.RunReport.Latency;
import io.antipode.load.report.RunReport.Table;
import java.util.List;
import java.util.Locale;

/** The usual percentiles in figures. */
final class LatencyTable {
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};

  private LatencyTable() {}

  static Table of(List<Latency> latencies) {
    return new Table(
        "Latency",
        "milliseconds",
        List.of("operation", "count", "mean", "p50", "p90", "p99", "p99.9", "p99.99", "max"),
        latencies.stream().map(LatencyTable::row).toList());
  }

  private static List<String> row(Latency latency) {
    List<String> cells = new java.util.ArrayList<>();
    cells.add(
        latency.group().equals(latency.name())
            ? latency.name()
            : latency.group() + ", " + latency.name());
    cells.add(String.format(Locale.ROOT, "%,d", latency.count()));
    cells.add(millis(latency.meanMs()));
    for (double percentile : PERCENTILES) {
      cells.add(millis(latency.millis(percentile)));
    }
    cells.add(millis(latency.curve().getLast().millis()));
    return cells;
  }

  static String millis(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.2f", value);
  }
}
