package io.antipode.load.chaos;

import io.antipode.load.report.Progress;
import io.antipode.load.report.ReportFiles;
import io.antipode.load.report.RunReport;
import io.antipode.load.report.TerminalSummary;
import io.antipode.load.scenario.InvalidScenarioException;
import io.antipode.load.scenario.Layer;
import io.antipode.load.scenario.Scenario;
import io.antipode.load.scenario.ScenarioFile;
import io.antipode.load.scenario.ScenarioLibrary;
import io.antipode.load.seeded.ProcessBug;
import io.antipode.load.supervisor.RealCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chaos run}: a scenario on real processes. */
@Command(name = "run", description = "Runs a scenario on real processes, one JVM for each node.")
final class RunCommand implements Callable<Integer> {
  private static final double MS_PER_MINUTE = 60_000;

  @Option(
      names = "--scenario",
      paramLabel = "NAME|FILE",
      description = "One of the library, or a file ending in .yaml; default ${DEFAULT-VALUE}.")
  private String scenario = "process-chaos";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--minutes", description = "Of disturbance; the scenario's own time if absent.")
  private @Nullable Double minutes;

  @Option(names = "--seed", description = "Of faults and clients; a new one if absent.")
  private @Nullable Long seed;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "For logs, settings and disks; a new temporary folder if absent.")
  private @Nullable Path data;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "For the HTML page and the JSON file; default ${DEFAULT-VALUE}.")
  private Path reports = Path.of("antipode-data", "reports");

  @Option(
      names = "--bug",
      description = "Seed this bug into the nodes, to see it caught: ${COMPLETION-CANDIDATES}.")
  private @Nullable ProcessBug bug;

  @Option(
      names = "--patches",
      paramLabel = "DIR",
      description = "Classes that win over the product's, as a seeded bug of your own.")
  private @Nullable Path patches;

  @Option(names = "--home", hidden = true)
  private Path home = Path.of(System.getProperty("antipode.home", "."));

  @Override
  public Integer call() throws IOException, InterruptedException {
    long theSeed = seed == null ? System.nanoTime() & 0xffff_ffffL : seed;
    Path folder = data == null ? Files.createTempDirectory("antipode-chaos-") : data;
    Files.createDirectories(folder);
    if (bug != null) {
      patches = folder.resolve("patches");
      bug.write(patches);
    }
    ChaosSetup setup = setup(theSeed);
    Progress progress = Progress.ofProgram();
    progress.say("chaos %s, seed %d".formatted(setup.scenario().name(), theSeed));
    Path top = home.toAbsolutePath().normalize();
    RealCluster.prepare(top);
    RunReport report = new ChaosRun(setup, top, folder, progress).run();
    System.out.println(TerminalSummary.of(report));
    System.out.println("page: " + ReportFiles.write(report, reports));
    System.out.println("logs: " + folder);
    System.out.println(report.held() ? "0 violations" : "VIOLATED");
    return report.held() ? 0 : 1;
  }

  private ChaosSetup setup(long theSeed) {
    Scenario chosen;
    try {
      chosen =
          scenario.endsWith(".yaml")
              ? ScenarioFile.read(Path.of(scenario))
              : ScenarioLibrary.load(scenario);
    } catch (InvalidScenarioException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    if (!chosen.layers().contains(Layer.PROCESSES)) {
      throw new ParameterException(
          spec.commandLine(), scenario + " is not for processes, but for " + chosen.layers());
    }
    long ms = minutes == null ? chosen.durationMs().max() : (long) (minutes * MS_PER_MINUTE);
    ChaosSetup setup =
        ChaosSetup.of(
            chosen,
            ms,
            theSeed,
            "./antipode chaos run --scenario %s --minutes %s --seed %d"
                .formatted(scenario, ms / MS_PER_MINUTE, theSeed));
    return setup.withPlan(setup.plan().withPatches(patches));
  }
}
