package io.antipode.load.report;

import java.util.List;
import java.util.Optional;

/**
 * Everything that one run found, as plain values: what the HTML page, the JSON file and the summary
 * on the terminal are made of. Times within the run are seconds since its start.
 *
 * @param name short, such as {@code chaos} or {@code bench compare}; names the files too
 * @param about one or two sentences on what was done
 * @param startedAt ISO-8601, UTC
 * @param durationSeconds the extent of the time axis
 * @param command what to type to run it again
 * @param facts the headline figures, most important first
 * @param marks what was done to the system while it ran: faults, warm-up, phases
 */
public record RunReport(
    String name,
    String about,
    String startedAt,
    double durationSeconds,
    String command,
    Environment environment,
    List<Fact> facts,
    List<Verdict> verdicts,
    List<Mark> marks,
    List<Chart> charts,
    List<Latency> latencies,
    List<Bars> bars,
    List<Table> tables) {

  public RunReport {
    facts = List.copyOf(facts);
    verdicts = List.copyOf(verdicts);
    marks = List.copyOf(marks);
    charts = List.copyOf(charts);
    latencies = List.copyOf(latencies);
    bars = List.copyOf(bars);
    tables = List.copyOf(tables);
  }

  /** Whether no checker found a violation. */
  public boolean held() {
    return verdicts.stream().noneMatch(verdict -> verdict.outcome() == Outcome.VIOLATED);
  }

  /**
   * One headline figure.
   *
   * @param value ready to be read, with its unit
   */
  public record Fact(String label, String value) {}

  /** What a checker came to. */
  public enum Outcome {
    HELD,
    VIOLATED,
    /** It was not run or could not decide; the summary says why. */
    UNDECIDED
  }

  /**
   * A checker's verdict.
   *
   * @param promise the property in words: {@code no acknowledged write is lost}
   * @param summary what was looked at, or what is wrong
   * @param offences what breaks the promise, each with the piece of history that shows it; a few
   */
  public record Verdict(
      String checker, String promise, Outcome outcome, String summary, List<Offence> offences) {
    public Verdict {
      offences = List.copyOf(offences);
    }
  }

  /**
   * One violation.
   *
   * @param what in words
   * @param history the operations that show it, in order of their invocation
   */
  public record Offence(String what, List<Event> history) {
    public Offence {
      history = List.copyOf(history);
    }
  }

  /**
   * One operation of a client's history.
   *
   * @param client who asked, and where
   * @param operation what and with what: {@code Put k17 = 4}
   * @param outcome OK, FAIL, INDETERMINATE, with the value read
   * @param toSeconds when the answer came; infinite where none did
   */
  public record Event(
      String client, String operation, String outcome, double fromSeconds, double toSeconds) {}

  /** How a mark is drawn. */
  public enum MarkKind {
    /** Something was broken on purpose. */
    FAULT,
    /** A stretch of the run: warm-up, load, healing. */
    PHASE
  }

  /**
   * A stretch of time in which something was so.
   *
   * @param type groups marks into one lane: {@code cut-link}
   * @param label this one: {@code us-east-1 to eu-west-1}
   * @param toSeconds equal to {@code fromSeconds} for a moment
   */
  public record Mark(
      MarkKind kind, String type, String label, double fromSeconds, double toSeconds) {
    public Mark {
      if (toSeconds < fromSeconds) {
        throw new IllegalArgumentException(type + " ends before it begins");
      }
    }
  }

  /**
   * Lines over the time of the run, such as throughput, or lag with one series per link.
   *
   * @param unit of the values: {@code ms}, {@code ops/s}
   */
  public record Chart(String title, String unit, List<Series> series) {
    public Chart {
      series = List.copyOf(series);
    }
  }

  /** One line; its points in order of time. */
  public record Series(String name, List<Point> points) {
    public Series {
      points = List.copyOf(points);
    }
  }

  /** A value at a moment. */
  public record Point(double seconds, double value) {}

  /**
   * The distribution of the latencies of one kind of operation.
   *
   * @param group what is drawn into one plot, to be compared: {@code YCSB A}
   * @param name the curve in it: {@code Antipode}
   * @param count of operations
   * @param curve percentile by percentile, rising; the last is the maximum
   */
  public record Latency(
      String group, String name, long count, double meanMs, List<Percentile> curve) {
    public Latency {
      curve = List.copyOf(curve);
    }

    /** The latency that so many percent of the operations did not exceed, in milliseconds. */
    public double millis(double percentile) {
      return curve.stream()
          .filter(point -> point.percent() >= percentile - 1e-9)
          .findFirst()
          .or(() -> curve.isEmpty() ? Optional.empty() : Optional.of(curve.getLast()))
          .map(Percentile::millis)
          .orElse(0.0);
    }
  }

  /** {@code percent} of the operations took at most {@code millis}. */
  public record Percentile(double percent, double millis) {}

  /**
   * Values of several series for each of some names, to be compared.
   *
   * @param unit of the values
   */
  public record Bars(String title, String unit, List<String> series, List<Bar> bars) {
    public Bars {
      series = List.copyOf(series);
      bars = List.copyOf(bars);
      for (Bar bar : bars) {
        if (bar.values().size() != series.size()) {
          throw new IllegalArgumentException(bar + " has not " + series.size() + " values");
        }
      }
    }
  }

  /** One value for each series. */
  public record Bar(String name, List<Double> values) {
    public Bar {
      values = List.copyOf(values);
    }
  }

  /** A table; cells are ready to be read, the first column names the row. */
  public record Table(String title, String about, List<String> columns, List<List<String>> rows) {
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<String> row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(row + " has not " + columns.size() + " cells");
        }
      }
    }
  }
}
