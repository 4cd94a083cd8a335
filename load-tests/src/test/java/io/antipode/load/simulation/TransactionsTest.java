package io.antipode.load.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.load.scenario.ScenarioLibrary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions stay whole and in one order, whoever dies in the midst of them. */
final class TransactionsTest {
  private static final int ENOUGH = 1_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void transactionsAreStrictlySerializableUnderCrashes(long seed) {
    Simulation.Outcome outcome =
        Simulation.run(Plan.draw(ScenarioLibrary.shipped("transactions"), seed));
    assertTrue(outcome.operations() > ENOUGH, "a run in which little happened proves little");
  }
}
