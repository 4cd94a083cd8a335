package io.antipode.load.bench;

import io.antipode.load.http.ControlClient;
import io.antipode.load.http.LoadClient;
import io.antipode.load.http.Result;
import io.antipode.load.http.Watcher;
import io.antipode.load.report.ReportBuilder;
import io.antipode.load.report.ReportOption;
import io.antipode.load.report.RunReport.Table;
import io.antipode.load.target.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Speed as a table grows: fills it to each size, then measures there. */
@Command(
    name = "growth",
    description = "Fills a table step by step and measures Get, Put and Update at each size.")
final class GrowthCommand implements Callable<Integer> {
  private static final List<String> PROFILES = List.of("get", "put", "update");

  @Option(
      names = "--sizes",
      split = ",",
      defaultValue = "10000,100000,1000000",
      description =
          "Items, rising; default ${DEFAULT-VALUE}. For 10000000 give Antipode heap for its keys:"
              + " ANTIPODE_OPTS=-Xmx4g.")
  private List<Long> sizes = List.of();

  @Mixin private TargetOptions target = new TargetOptions();
  @Mixin private LoadOptions load = new LoadOptions();
  @Mixin private ReportOption reports = new ReportOption();

  @Override
  public Integer call() throws IOException {
    Scratch scratch = Scratch.create("growth");
    try (Target endpoint = target.start(load.home, scratch)) {
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
        columns.add(profile + " /s");
        columns.add("p99 ms");
      }
      report.table(new Table("Growth", "Speed by the number of items in the table", columns, rows));
      reports.end(report);
    }
    return scratch.end(true);
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
        Result result =
            client.run(
                traffic,
                load.plan(true),
                ProgressLine.of(name + " of " + size, load.warmUpSeconds + load.seconds));
        ProgressLine.clear();
        row.add("%,.0f".formatted(result.perSecond()));
        row.add("%.2f".formatted(result.millis(99)));
        report.latency(name, size + " items", result.all());
      }
    }
    System.out.println(String.join("  ", row));
    return row;
  }
}
