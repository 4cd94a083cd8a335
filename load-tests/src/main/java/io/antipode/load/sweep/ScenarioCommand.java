package io.antipode.load.sweep;

import io.antipode.load.scenario.InvalidScenarioException;
import io.antipode.load.scenario.Layer;
import io.antipode.load.scenario.Scenario;
import io.antipode.load.scenario.ScenarioFile;
import io.antipode.load.scenario.ScenarioLibrary;
import io.antipode.load.simulation.ScenarioSimulation;
import io.antipode.load.simulation.Trace;
import io.antipode.load.simulation.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./antipode chaos simulate scenario cut-links}. */
@Command(
    name = "scenario",
    description = "Runs scenario files in virtual time, from as many seeds as wished.")
final class ScenarioCommand implements Callable<Integer> {
  private static final int TRACE_LINES = 80;

  @Parameters(arity = "0..*", description = "Names or files (default: the whole library).")
  List<String> names = List.of();

  @Option(names = "--seeds", description = "How many each (default ${DEFAULT-VALUE}).")
  long seeds = 10;

  @Option(names = "--first", description = "The first seed (default ${DEFAULT-VALUE}).")
  long first = 1;

  @Override
  public Integer call() throws InvalidScenarioException, IOException {
    SimulateCommand.quiet();
    int failures = 0;
    for (String name : names.isEmpty() ? ScenarioLibrary.names() : names) {
      Scenario scenario = load(name);
      if (scenario.layers().contains(Layer.SIMULATION)) {
        failures += run(scenario);
      }
    }
    return failures == 0 ? 0 : 1;
  }

  private static Scenario load(String name) throws InvalidScenarioException, IOException {
    return name.endsWith(".yaml")
        ? ScenarioFile.parse(name, Files.readString(Path.of(name)))
        : ScenarioLibrary.load(name);
  }

  private int run(Scenario scenario) {
    List<Object> results =
        LongStream.range(first, first + seeds)
            .parallel()
            .mapToObj(seed -> one(scenario, seed))
            .toList();
    List<Violation> failed =
        results.stream().filter(Violation.class::isInstance).map(Violation.class::cast).toList();
    System.out.printf(
        "%-22s %d seeds, %d operations, %d failed%n",
        scenario.name(),
        seeds,
        results.stream()
            .filter(ScenarioSimulation.Outcome.class::isInstance)
            .mapToInt(each -> ((ScenarioSimulation.Outcome) each).operations())
            .sum(),
        failed.size());
    failed.forEach(each -> System.out.println("  " + each.getMessage()));
    return failed.size();
  }

  private static Object one(Scenario scenario, long seed) {
    Trace trace = new Trace(false);
    try {
      return ScenarioSimulation.run(scenario, seed, trace);
    } catch (Violation e) {
      List<Trace.Line> lines = trace.lines();
      StringBuilder text = new StringBuilder("seed " + seed + ": " + e.getMessage());
      lines.stream()
          .skip(Math.max(0, lines.size() - TRACE_LINES))
          .forEach(line -> text.append("\n    ").append(line));
      return new Violation(text.toString(), e);
    }
  }
}
