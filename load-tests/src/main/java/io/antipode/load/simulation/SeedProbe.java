package io.antipode.load.simulation;

import io.antipode.load.scenario.FaultType;
import io.antipode.load.scenario.Layer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One seed, asked for with nothing but strings and numbers: for callers whose copy of the program
 * is another one (see the seeded bugs).
 */
public final class SeedProbe {
  private SeedProbe() {}

  /**
   * Runs a seed.
   *
   * @param faults labels of the kinds to draw from, by commas; empty: all
   * @return the violation's message, which begins with the promise's name; null where all is well
   */
  public static @Nullable String run(long seed, String faults) {
    Set<FaultType> kinds =
        faults.isEmpty()
            ? FaultType.of(Layer.SIMULATION)
            : Arrays.stream(faults.split(","))
                .map(FaultType::of)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FaultType.class)));
    try {
      Simulation.run(Plan.draw(seed, 0, kinds));
      return null;
    } catch (Violation e) {
      return e.getMessage();
    }
  }
}
