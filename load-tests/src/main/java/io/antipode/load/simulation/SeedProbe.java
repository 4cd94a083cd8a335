package io.antipode.load.simulation;

import io.antipode.load.scenario.Scenario;
import io.antipode.load.scenario.ScenarioLibrary;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One seed of a scenario that ships, asked for with nothing but strings and numbers: for callers
 * whose copy of the program is another one (see the seeded bugs).
 */
public final class SeedProbe {
  private SeedProbe() {}

  /**
   * Runs a seed.
   *
   * @param faults words of the kinds to draw from, by commas; empty: all of the scenario's
   * @return the violation's message, which begins with the promise's name; null where all is well
   */
  public static @Nullable String run(long seed, String scenario, String faults) {
    Scenario whole = ScenarioLibrary.shipped(scenario);
    Set<String> kept = Set.of(faults.split(","));
    Scenario some =
        faults.isEmpty()
            ? whole
            : whole.withFaults(
                whole.faults().stream().filter(spec -> kept.contains(spec.type().word())).toList());
    try {
      Simulation.run(Plan.draw(some, seed));
      return null;
    } catch (Violation e) {
      return e.getMessage();
    }
  }
}
