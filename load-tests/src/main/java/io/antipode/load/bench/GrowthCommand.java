package io.antipode.load.bench;

import io.antipode.load.bench.data.Dataset;
import io.antipode.load.bench.data.Filler;
import io.antipode.load.bench.data.Population;
import io.antipode.load.bench.data.Tables;
import io.antipode.load.bench.measure.LoadOptions;
import io.antipode.load.bench.measure.ProgressLine;
import io.antipode.load.bench.measure.Scratch;
import io.antipode.load.bench.measure.TargetOptions;
import io.antipode.load.bench.profile.Profile;
import io.antipode.load.bench.profile.ProfileTraffic;
import io.antipode.load.http.ControlClient;
import io.antipode.load.http.LoadClient;
import io.antipode.load.http.Result;
import io.antipode.load.http.Watcher;
import io.antipode.load.report.ReportBuilder;
import io.antipode.load.report.ReportOption;
import io.antipode.load.report.RunReport.Table;
import io.antipode.load.target.AntipodeUp;
import io.antipode.load.target.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Speed as a table grows: fills it to each size, then measures there, each time against what the
 * first size gave in the same run.
 */
@Command(
    name = "growth",
    description =
        "Fills a table step by step and measures Get, Put and Update at each size, and restarts.")
final class GrowthCommand implements Callable<Integer> {
  private static final List<String> PROFILES = List.of("get", "put", "update");

  @Option(
      names = "--sizes",
      split = ",",
      defaultValue = "10000,100000,1000000",
      description = "Items, rising; default ${DEFAULT-VALUE}.")
  private List<Long> sizes = List.of();

  @Option(
      names = "--restart",
      description =
          "At the last size: stop and kill -9 the Antipode that was started; how long until it"
              + " serves again, with an equal digest.")
  private boolean restart;

  @Mixin private TargetOptions target = new TargetOptions();
  @Mixin private LoadOptions load = new LoadOptions();
  @Mixin private ReportOption reports = new ReportOption();

  /** What the first size gave, by profile, to compare the others with. */
  private final Map<String, Double> first = new HashMap<>();

  @Override
  public Integer call() throws IOException {
    if (restart && !target.isOwn()) {
      throw new IllegalArgumentException("--restart needs an Antipode of its own, not --target");
    }
    Scratch scratch = Scratch.create("growth");
    Target endpoint = target.start(load.home, scratch);
    try {
      ReportBuilder report =
          reports.begin("A table of " + sizes + " items on " + endpoint.name() + ".", load.home);
      List<List<String>> rows = new ArrayList<>();
      long filled = 0;
      for (long size : sizes) {
        Dataset data = load.profile("get").dataset(size, load.itemBytes);
        if (filled == 0) {
          data.create(new ControlClient(endpoint.address(), target.region));
        }
        rows.add(measure(endpoint, data, filled, report));
        filled = size;
      }
      List<String> columns = new ArrayList<>(List.of("items", "filled, items/s"));
      for (String profile : PROFILES) {
        columns.addAll(List.of(profile + " /s", "of the first", "p99 ms"));
      }
      report.table(new Table("Growth", "Speed by the number of items in the table", columns, rows));
      if (restart) {
        String table = load.profile("get").dataset(filled, load.itemBytes).table();
        endpoint = restarted(endpoint, false, table, scratch, report);
        endpoint = restarted(endpoint, true, table, scratch, report);
      }
      reports.end(report);
    } finally {
      endpoint.close();
    }
    return scratch.end(true);
  }

  private Target restarted(
      Target running, boolean kill, String table, Scratch scratch, ReportBuilder report) {
    List<String> before = digest(running, table);
    if (kill && running instanceof AntipodeUp up) {
      up.kill();
    } else {
      running.close();
    }
    long startNs = System.nanoTime();
    Target again = target.start(load.home, scratch);
    String kind = kill ? "ready after kill -9" : "ready after a clean stop";
    report.fact(kind, "%.1f s".formatted((System.nanoTime() - startNs) / 1e9));
    if (!digest(again, table).equals(before)) {
      again.close();
      throw new IllegalStateException(kind + " the table's digest is another");
    }
    return again;
  }

  private List<String> digest(Target of, String table) {
    return Tables.digest(new ControlClient(of.address(), target.region), table);
  }

  private List<String> measure(Target endpoint, Dataset data, long filled, ReportBuilder report)
      throws IOException {
    String size = "%,d".formatted(data.items());
    System.out.println("filling to " + size + " items");
    long startNs = System.nanoTime();
    Watcher line = ProgressLine.of("filling to " + size, 60);
    Filler.fill(data, endpoint.address(), target.region, filled, data.items(), line);
    double fillSeconds = (System.nanoTime() - startNs) / 1e9;
    ProgressLine.clear();
    List<String> row = new ArrayList<>(List.of(size));
    row.add("%,.0f".formatted((data.items() - filled) / fillSeconds));
    for (String name : PROFILES) {
      Profile profile = load.profile(name);
      ProfileTraffic traffic =
          new ProfileTraffic(
              profile,
              data,
              new Population(data.items()),
              target.region,
              load.connections,
              load.seed);
      try (LoadClient client = new LoadClient(endpoint.address(), load.connections)) {
        Watcher watcher = ProgressLine.of(name + " of " + size, load.warmUpSeconds + load.seconds);
        Result result = client.run(traffic, load.plan(true), watcher);
        for (int round = 1; round < load.rounds; round++) {
          result = result.plus(client.run(traffic, load.plan(false), watcher));
        }
        ProgressLine.clear();
        double perSecond = result.perSecond();
        row.add("%,.0f".formatted(perSecond));
        row.add("%.2f".formatted(perSecond / first.computeIfAbsent(name, any -> perSecond)));
        row.add("%.2f".formatted(result.millis(99)));
        report.latency(name, size + " items", result.all());
      }
    }
    System.out.println(String.join("  ", row));
    return row;
  }
}
