package io.antipode.load.simulation;

import io.antipode.load.scenario.InvalidScenarioException;
import io.antipode.load.scenario.ScenarioLibrary;
import org.jspecify.annotations.Nullable;

/** One seed of a scenario that ships, asked for as {@link SeedProbe} is. */
public final class ScenarioProbe {
  private ScenarioProbe() {}

  /**
   * Runs a seed.
   *
   * @return the violation's message, which begins with the promise's name; null where all is well
   */
  public static @Nullable String run(long seed, String scenario) {
    try {
      ScenarioSimulation.run(ScenarioLibrary.load(scenario), seed, new Trace(false));
      return null;
    } catch (Violation e) {
      return e.getMessage();
    } catch (InvalidScenarioException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
