package io.antipode.load.bench;

import io.antipode.load.bench.measure.Comparison;
import io.antipode.load.bench.measure.LoadOptions;
import io.antipode.load.bench.measure.ResultTables;
import io.antipode.load.bench.measure.Scratch;
import io.antipode.load.bench.measure.Subject;
import io.antipode.load.bench.measure.TargetOptions;
import io.antipode.load.bench.profile.Profile;
import io.antipode.load.http.Result;
import io.antipode.load.report.ReportBuilder;
import io.antipode.load.report.ReportOption;
import io.antipode.load.target.EchoTarget;
import io.antipode.load.target.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Some profiles on one target, or on two and the echo in turns. */
@Command(name = "run", description = "Runs profiles of load on an endpoint; see `bench profiles`.")
final class RunCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "PROFILE", description = "Such as get, ycsb-a.")
  private List<String> names = List.of();

  @Option(
      names = "--against",
      paramLabel = "dynamodb-local|URL",
      description = "A second target, measured in turns with the first.")
  private @Nullable String against;

  @Option(names = "--echo", description = "Also measure a bare Vert.x echo of the same payload.")
  private boolean echo;

  @Mixin private TargetOptions target = new TargetOptions();
  @Mixin private LoadOptions load = new LoadOptions();
  @Mixin private ReportOption reports = new ReportOption();

  @Override
  public Integer call() throws IOException {
    return run(names, against, echo, List.of(), target, load, reports);
  }

  /**
   * Runs the profiles on all targets, and then what syncing costs.
   *
   * @param shards of the servers whose durability is measured; empty: not measured
   */
  static int run(
      List<String> names,
      @Nullable String against,
      boolean echo,
      List<Integer> shards,
      TargetOptions target,
      LoadOptions load,
      ReportOption reports)
      throws IOException {
    List<Profile> profiles = names.stream().map(load::profile).toList();
    Scratch scratch = Scratch.create("bench");
    List<Target> targets = new ArrayList<>();
    ReportBuilder report;
    long errors;
    try {
      targets.add(target.start(load.home, scratch));
      if (against != null) {
        targets.add(TargetOptions.startOther(against, load.home));
      }
      if (echo) {
        targets.add(EchoTarget.start(scratch.log()));
      }
      List<String> subjects = targets.stream().map(Target::name).toList();
      report =
          reports.begin(
              String.join(", ", names) + " on " + String.join(", ", subjects) + ".", load.home);
      Map<Profile, List<Result>> results =
          new Comparison(
                  targets.stream().map(each -> new Subject(each, target.region, load)).toList(),
                  load,
                  report)
              .run(profiles);
      ResultTables.fill(report, subjects, results, load);
      errors = results.values().stream().flatMap(List::stream).mapToLong(Result::errors).sum();
    } finally {
      targets.reversed().forEach(Target::close);
    }
    boolean held = true;
    if (!shards.isEmpty()) {
      load.connections = DurabilityCommand.CONNECTIONS;
      held = DurabilityCommand.measure(shards, load, report) == 0;
    }
    reports.end(report);
    return scratch.end(errors == 0) == 0 && held ? 0 : 1;
  }
}
