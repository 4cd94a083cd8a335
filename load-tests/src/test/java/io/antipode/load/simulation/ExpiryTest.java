package io.antipode.load.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.load.scenario.ScenarioLibrary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Items go by their time to live, not before it, and not late, whoever dies meanwhile. */
final class ExpiryTest {
  private static final int ENOUGH = 1_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void itemsExpireUnderCrashesAndCuts(long seed) {
    Simulation.Outcome outcome = Simulation.run(Plan.draw(ScenarioLibrary.shipped("ttl"), seed));
    assertTrue(outcome.operations() > ENOUGH, "a run in which little happened proves little");
  }
}
