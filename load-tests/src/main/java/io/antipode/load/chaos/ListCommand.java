package io.antipode.load.chaos;

import io.antipode.load.scenario.InvalidScenarioException;
import io.antipode.load.scenario.Scenario;
import io.antipode.load.scenario.ScenarioLibrary;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code chaos list}: the scenarios that ship. */
@Command(name = "list", description = "Lists the scenarios that ship, and where each can run.")
final class ListCommand implements Callable<Integer> {
  @Override
  public Integer call() throws InvalidScenarioException {
    for (String name : ScenarioLibrary.names()) {
      Scenario scenario = ScenarioLibrary.load(name);
      System.out.printf("%-22s %s%n%-22s %s%n", name, scenario.about(), "", scenario.layers());
    }
    return 0;
  }
}
