package io.antipode.load.bench;

import io.antipode.load.bench.measure.Comparison;
import io.antipode.load.bench.measure.LoadOptions;
import io.antipode.load.bench.measure.Scratch;
import io.antipode.load.bench.measure.Subject;
import io.antipode.load.bench.profile.Profile;
import io.antipode.load.http.Result;
import io.antipode.load.report.ReportBuilder;
import io.antipode.load.report.ReportOption;
import io.antipode.load.report.RunReport.Table;
import io.antipode.load.target.AntipodeUp;
import io.antipode.load.target.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What syncing costs: the same puts with {@code --durability os} and {@code fsync}, in turns on
 * servers of so many shards. The more shards, the more logs there are to sync, so shards that do
 * not share their syncs show it here.
 */
@Command(
    name = "durability",
    description = "Puts with fsync against puts with os, in turns, by number of shards.")
final class DurabilityCommand implements Callable<Integer> {
  static final int CONNECTIONS = 64;
  private static final String PROFILE = "put";

  @Option(names = "--shards", split = ",", defaultValue = "4,64", description = "Default 4,64.")
  private List<Integer> shards = List.of(4, 64);

  @Mixin private LoadOptions load = new LoadOptions();
  @Mixin private ReportOption reports = new ReportOption();

  @Override
  public Integer call() throws IOException {
    load.connections = CONNECTIONS;
    ReportBuilder report =
        reports.begin("Puts with fsync and with os, " + shards + " shards.", load.home);
    int code = measure(shards, load, report);
    reports.end(report);
    return code;
  }

  /** Adds the table to a report; returns the exit code. */
  static int measure(List<Integer> shards, LoadOptions load, ReportBuilder report)
      throws IOException {
    List<List<String>> rows = new ArrayList<>();
    boolean held = true;
    for (int count : shards) {
      Scratch scratch = Scratch.create("durability");
      List<Result> results = run(count, load, report, scratch);
      Result os = results.get(0);
      Result fsync = results.get(1);
      rows.add(
          List.of(
              Integer.toString(count),
              "%,.0f".formatted(os.perSecond()),
              "%.2f".formatted(os.millis(99)),
              "%,.0f".formatted(fsync.perSecond()),
              "%.2f".formatted(fsync.millis(99)),
              "%.2f".formatted(fsync.perSecond() / os.perSecond())));
      held &= scratch.end(os.errors() + fsync.errors() == 0) == 0;
    }
    report.table(
        new Table(
            "Durability",
            "Puts over %d connections, fsync against os in turns".formatted(load.connections),
            List.of("shards", "os /s", "p99 ms", "fsync /s", "p99 ms", "fsync per os"),
            rows));
    return held ? 0 : 1;
  }

  private static List<Result> run(
      int shards, LoadOptions load, ReportBuilder report, Scratch scratch) throws IOException {
    String region = "us-east-1";
    List<Target> targets = new ArrayList<>();
    try {
      List<Subject> subjects = new ArrayList<>();
      for (String durability : List.of("os", "fsync")) {
        AntipodeUp server =
            AntipodeUp.start(
                load.home,
                scratch.log(),
                List.of(
                    "--regions",
                    region,
                    "--data",
                    scratch.data(durability).toString(),
                    "--durability",
                    durability,
                    "--shards",
                    Integer.toString(shards)));
        targets.add(server);
        String name = "%s, %d shards".formatted(durability, shards);
        subjects.add(new Subject(new Target.Running(name, server.address()), region, load));
      }
      Profile puts = load.profile(PROFILE);
      return java.util.Objects.requireNonNull(
          new Comparison(subjects, load, report).run(List.of(puts)).get(puts));
    } finally {
      targets.reversed().forEach(Target::close);
    }
  }
}
