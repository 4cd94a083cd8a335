package io.antipode.load.bench;

import io.antipode.load.bench.measure.LoadOptions;
import io.antipode.load.bench.measure.TargetOptions;
import io.antipode.load.report.ReportOption;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Two targets and the bare echo, in turns on one machine: throughput, p99 and their ratios, in
 * about five minutes; then what syncing costs, with few shards and with many.
 */
@Command(
    name = "compare",
    description =
        "Get, Put, Update, Query, mixed and YCSB A to F against another endpoint, and fsync against"
            + " os, with ratios.")
final class CompareCommand implements Callable<Integer> {
  @Option(
      names = "--against",
      paramLabel = "dynamodb-local|URL",
      defaultValue = "dynamodb-local",
      description = "Default ${DEFAULT-VALUE}.")
  private String against = "dynamodb-local";

  @Option(
      names = "--profiles",
      split = ",",
      defaultValue = "get,put,update,query,mixed,ycsb-a,ycsb-b,ycsb-c,ycsb-d,ycsb-e,ycsb-f",
      description = "Default ${DEFAULT-VALUE}.")
  private List<String> names = List.of();

  @Option(
      names = "--shards",
      split = ",",
      defaultValue = "4,64",
      description =
          "Servers of so many shards on which puts with fsync are measured against puts with os, in"
              + " turns; default ${DEFAULT-VALUE}.")
  private List<Integer> shards = List.of(4, 64);

  @Mixin private TargetOptions target = new TargetOptions();
  @Mixin private LoadOptions load = new LoadOptions();
  @Mixin private ReportOption reports = new ReportOption();

  @Override
  public Integer call() throws IOException {
    return RunCommand.run(names, against, true, shards, target, load, reports);
  }
}
