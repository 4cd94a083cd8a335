package io.antipode.load.bench.measure;

import io.antipode.load.bench.profile.Profile;
import io.antipode.load.http.Result;
import io.antipode.load.report.ReportBuilder;
import io.antipode.load.report.RunReport.Bar;
import io.antipode.load.report.RunReport.Bars;
import io.antipode.load.report.RunReport.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns the results of a comparison into the report's tables and bars. */
public final class ResultTables {
  private ResultTables() {}

  /**
   * Throughput and p99 of each subject; with two or more, what the first does per what each other
   * does.
   */
  public static void fill(
      ReportBuilder report,
      List<String> subjects,
      Map<Profile, List<Result>> results,
      LoadOptions options) {
    List<String> columns = new ArrayList<>(List.of("profile"));
    for (String subject : subjects) {
      columns.add(subject + " /s");
      columns.add("p99 ms");
    }
    for (String other : subjects.subList(1, subjects.size())) {
      columns.add("per " + other);
    }
    List<List<String>> rows = new ArrayList<>();
    List<Bar> bars = new ArrayList<>();
    results.forEach(
        (profile, each) -> {
          rows.add(row(profile, each));
          bars.add(new Bar(profile.name(), each.stream().map(Result::perSecond).toList()));
        });
    report.bars(new Bars("Throughput by profile", "ops/s", subjects, bars));
    report.table(new Table("Profiles", about(options), columns, rows));
    long errors = results.values().stream().flatMap(List::stream).mapToLong(Result::errors).sum();
    if (errors > 0) {
      report.fact("errors", "%,d".formatted(errors));
    }
  }

  private static String about(LoadOptions options) {
    return "%d connections, %s, %,d items, %d rounds of %s s after %s s of warm-up"
        .formatted(
            options.connections,
            options.perSecond > 0
                ? "%,.0f ops/s asked".formatted(options.perSecond)
                : "closed loop",
            options.items,
            options.rounds,
            options.seconds,
            options.warmUpSeconds);
  }

  private static List<String> row(Profile profile, List<Result> results) {
    List<String> cells = new ArrayList<>(List.of(profile.name()));
    for (Result result : results) {
      cells.add("%,.0f".formatted(result.perSecond()));
      cells.add("%.2f".formatted(result.millis(99)));
    }
    double ours = results.getFirst().perSecond();
    for (Result other : results.subList(1, results.size())) {
      cells.add("%.2f".formatted(ours / other.perSecond()));
    }
    return cells;
  }
}
