package io.antipode.load.report;

import io.antipode.load.report.RunReport.Bars;
import io.antipode.load.report.RunReport.Chart;
import io.antipode.load.report.RunReport.Fact;
import io.antipode.load.report.RunReport.Latency;
import io.antipode.load.report.RunReport.Mark;
import io.antipode.load.report.RunReport.Percentile;
import io.antipode.load.report.RunReport.Point;
import io.antipode.load.report.RunReport.Series;
import io.antipode.load.report.RunReport.Table;
import io.antipode.load.report.RunReport.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Gathers a {@link RunReport} while a run goes on. Charts and series appear in the order in which
 * their first point came. Any thread.
 */
public final class ReportBuilder {
  /** Steps of the percentile curve per halving of the distance to 100 %. */
  private static final int STEPS_PER_HALF = 8;

  private record ChartKey(String title, String unit) {}

  private final String name;
  private final String about;
  private final String command;
  private final Environment environment;
  private final Instant startedAt = Instant.now();
  private final long startNs = System.nanoTime();
  private final List<Fact> facts = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private final Map<ChartKey, Map<String, List<Point>>> charts = new LinkedHashMap<>();
  private final List<Latency> latencies = new ArrayList<>();
  private final List<Bars> bars = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();

  /** The run starts now. Parameters as in {@link RunReport}. */
  public ReportBuilder(String name, String about, String command, Environment environment) {
    this.name = name;
    this.about = about;
    this.command = command;
    this.environment = environment;
  }

  /** Seconds since the run's start, on its time axis. */
  public double seconds() {
    return seconds(System.nanoTime());
  }

  /** Where a moment of {@link System#nanoTime} is on the run's time axis. */
  public double seconds(long nanoTime) {
    return (nanoTime - startNs) / 1e9;
  }

  public synchronized void fact(String label, String value) {
    facts.add(new Fact(label, value));
  }

  public synchronized void verdict(Verdict verdict) {
    verdicts.add(verdict);
  }

  public synchronized void mark(Mark mark) {
    marks.add(mark);
  }

  public synchronized void bars(Bars chart) {
    bars.add(chart);
  }

  public synchronized void table(Table table) {
    tables.add(table);
  }

  /** One more point of a line; see {@link Chart} and {@link Series} for the names. */
  public synchronized void point(
      String chart, String unit, String series, double seconds, double value) {
    charts
        .computeIfAbsent(new ChartKey(chart, unit), key -> new LinkedHashMap<>())
        .computeIfAbsent(series, key -> new ArrayList<>())
        .add(new Point(seconds, value));
  }

  /** A distribution of latencies in nanoseconds; one without a value is left out. */
  public synchronized void latency(String group, String name, Histogram latencyNs) {
    if (latencyNs.getTotalCount() > 0) {
      latencies.add(latencyOf(group, name, latencyNs));
    }
  }

  /** The percentile curve of a histogram of nanoseconds. */
  public static Latency latencyOf(String group, String name, Histogram latencyNs) {
    List<Percentile> curve = new ArrayList<>();
    for (HistogramIterationValue step : latencyNs.percentiles(STEPS_PER_HALF)) {
      curve.add(
          new Percentile(step.getPercentileLevelIteratedTo(), step.getValueIteratedTo() / 1e6));
    }
    return new Latency(group, name, latencyNs.getTotalCount(), latencyNs.getMean() / 1e6, curve);
  }

  /** What has been gathered; the run lasts to now. */
  public synchronized RunReport build() {
    List<Chart> drawn = new ArrayList<>();
    charts.forEach(
        (key, lines) -> {
          List<Series> series = new ArrayList<>();
          lines.forEach(
              (line, points) -> {
                points.sort(Comparator.comparingDouble(Point::seconds));
                series.add(new Series(line, points));
              });
          drawn.add(new Chart(key.title(), key.unit(), series));
        });
    return new RunReport(
        name,
        about,
        startedAt.toString(),
        seconds(),
        command,
        environment,
        facts,
        verdicts,
        marks,
        drawn,
        latencies,
        bars,
        tables);
  }
}
