package io.antipode.load.sweep;

import io.antipode.load.scenario.InvalidScenarioException;
import io.antipode.load.scenario.Layer;
import io.antipode.load.scenario.Scenario;
import io.antipode.load.scenario.ScenarioLibrary;
import io.antipode.load.simulation.Plan;
import io.antipode.load.simulation.Simulation;
import io.antipode.load.simulation.Violation;
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
  @Parameters(arity = "0..*", description = "Names or files (default: the whole library).")
  List<String> names = List.of();

  @Option(names = "--seeds", description = "How many each (default ${DEFAULT-VALUE}).")
  long seeds = 10;

  @Option(names = "--first", description = "The first seed (default ${DEFAULT-VALUE}).")
  long first = 1;

  @Override
  public Integer call() throws InvalidScenarioException {
    SimulateCommand.quiet();
    int failures = 0;
    for (String name : names.isEmpty() ? library() : names) {
      failures += run(SimulateCommand.named(name));
    }
    return failures == 0 ? 0 : 1;
  }

  private static List<String> library() {
    return ScenarioLibrary.names().stream()
        .filter(name -> ScenarioLibrary.shipped(name).layers().contains(Layer.SIMULATION))
        .toList();
  }

  private int run(Scenario scenario) {
    List<Result> results =
        LongStream.range(first, first + seeds)
            .parallel()
            .mapToObj(seed -> one(Plan.draw(scenario, seed)))
            .toList();
    List<Result> failed = results.stream().filter(each -> !each.failure().isEmpty()).toList();
    System.out.printf(
        "%-22s %d seeds, %d operations, %d failed%n",
        scenario.name(), seeds, results.stream().mapToInt(Result::operations).sum(), failed.size());
    failed.forEach(each -> System.out.println("  " + each.failure()));
    return failed.size();
  }

  /**
   * What came of a seed.
   *
   * @param failure empty for none
   */
  private record Result(int operations, String failure) {}

  private static Result one(Plan plan) {
    try {
      return new Result(Simulation.run(plan).operations(), "");
    } catch (Violation e) {
      return new Result(0, e.getMessage() + "\n    again: " + plan.command());
    }
  }
}
