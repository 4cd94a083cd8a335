package io.antipode.load.report;

import io.antipode.load.report.RunReport.Event;
import io.antipode.load.report.RunReport.Mark;
import io.antipode.load.report.RunReport.MarkKind;
import io.antipode.load.report.RunReport.Offence;
import io.antipode.load.report.RunReport.Outcome;
import io.antipode.load.report.RunReport.Point;
import io.antipode.load.report.RunReport.Series;
import io.antipode.load.report.RunReport.Table;
import io.antipode.load.report.RunReport.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** A made-up run in which everything occurs that a report can show. */
final class SampleReport {
  static final String COMMAND = "./antipode chaos --minutes 2 --seed 7 --report reports";
  private static final int SECONDS = 120;

  private SampleReport() {}

  /** Writes the sample into the folder given, to be looked at. */
  public static void main(String[] arguments) throws IOException {
    System.out.println(ReportFiles.write(sample(), Path.of(arguments[0])));
  }

  static RunReport sample() {
    SplittableRandom random = new SplittableRandom(7);
    List<Mark> marks =
        List.of(
            new Mark(MarkKind.PHASE, "phase", "warm-up", 0, 15),
            new Mark(MarkKind.FAULT, "cut-link", "us-east-1 <-> eu-west-1", 25, 41.5),
            new Mark(MarkKind.FAULT, "kill-node", "ap-southeast-1", 60, 60),
            new Mark(MarkKind.FAULT, "kill-node", "eu-west-1", 72, 75),
            new Mark(MarkKind.FAULT, "clock-skew", "eu-west-1 +400 ms", 80, 100),
            new Mark(MarkKind.PHASE, "phase", "healing", 105, SECONDS));
    List<String> regions = List.of("us-east-1", "eu-west-1", "ap-southeast-1");
    return new RunReport(
        "chaos",
        "Three regions under conflicting writes & faults, for two minutes.",
        "2026-11-23T12:00:00.123456Z",
        SECONDS,
        COMMAND,
        new Environment(
            "Some CPU @ 3 GHz", 2, 24L << 30, "OpenJDK 25", "Linux 6.1", "0123456789ab"),
        List.of(
            new RunReport.Fact("operations", "1,234,567"),
            new RunReport.Fact("faults", "312"),
            new RunReport.Fact("lag p99, worst link", "12.4 ms"),
            new RunReport.Fact("converged after healing", "0.8 s")),
        List.of(
            new Verdict(
                "winner",
                "the greatest version wins everywhere",
                Outcome.HELD,
                "50,000 keys in 3 regions",
                List.of()),
            new Verdict(
                "linearizability",
                "consistent reads of an item are linearizable",
                Outcome.VIOLATED,
                "1 of 20,000 keys",
                List.of(offence())),
            new Verdict(
                "transactions",
                "transactions are serializable",
                Outcome.UNDECIDED,
                "not in the product yet",
                List.of())),
        marks,
        List.of(
            new RunReport.Chart("Throughput", "ops/s", series(regions, random, 9_000, 0)),
            new RunReport.Chart("Latency p99", "ms", series(regions, random, 4, 900)),
            new RunReport.Chart(
                "Replication lag",
                "ms",
                series(List.of("us-east-1 → eu-west-1", "eu-west-1 → us-east-1"), random, 2, 0))),
        List.of(
            ReportBuilder.latencyOf("GetItem", "us-east-1", histogram(random, 1.2)),
            ReportBuilder.latencyOf("GetItem", "eu-west-1", histogram(random, 1.9)),
            ReportBuilder.latencyOf("PutItem", "us-east-1", histogram(random, 2.5))),
        List.of(
            new RunReport.Bars(
                "Throughput",
                "ops/s",
                List.of("Antipode", "another"),
                List.of(
                    new RunReport.Bar("get", List.of(51_000.0, 19_000.0)),
                    new RunReport.Bar("put", List.of(42_000.0, 14_000.0))))),
        List.of(
            new Table(
                "Conflicts",
                "writes that lost against a concurrent one",
                List.of("region", "conflicts", "share"),
                List.of(
                    List.of("us-east-1", "1,204", "0.4 %"),
                    List.of("eu-west-1", "1,187", "0.4 %")))));
  }

  private static Offence offence() {
    return new Offence(
        "k17 was read as 3 after 4 had been acknowledged",
        List.of(
            new Event("client 2, us-east-1", "Put k17 = 4", "OK", 12.001, 12.004),
            new Event(
                "client 9, us-east-1",
                "Put k17 = 5",
                "INDETERMINATE",
                12.002,
                Double.POSITIVE_INFINITY),
            new Event("client 5, us-east-1", "Get k17", "OK 3", 12.006, 12.007),
            new Event("client 6, us-east-1", "Put k17 = 6 if n = 3", "FAIL", 12.006, 12.0085)));
  }

  private static List<Series> series(
      List<String> names, SplittableRandom random, double level, double spike) {
    List<Series> all = new ArrayList<>();
    for (String name : names) {
      List<Point> points = new ArrayList<>();
      for (int second = 0; second < SECONDS; second++) {
        double value = level * (0.8 + 0.4 * random.nextDouble());
        points.add(new Point(second + 0.5, second == 61 ? value + spike : value));
      }
      all.add(new Series(name, points));
    }
    return all;
  }

  private static Histogram histogram(SplittableRandom random, double typicalMs) {
    Histogram latencyNs = new Histogram(60_000_000_000L, 3);
    for (int i = 0; i < 50_000; i++) {
      latencyNs.recordValue((long) (typicalMs * 1e6 * Math.exp(0.6 * random.nextExponential())));
    }
    return latencyNs;
  }
}
