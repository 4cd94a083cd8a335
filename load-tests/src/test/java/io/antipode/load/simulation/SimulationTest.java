package io.antipode.load.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.load.simulation.Simulation.Outcome;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * {@code -Dantipode.simulation.seeds=N} sets how many seeds run, {@code
 * -Dantipode.simulation.first=S} where they begin: one failing seed is replayed by {@code
 * -Dantipode.simulation.first=SEED -Dantipode.simulation.seeds=1}.
 */
final class SimulationTest {
  private static final long SEEDS = Long.getLong("antipode.simulation.seeds", 500);
  private static final long FIRST = Long.getLong("antipode.simulation.first", 1);

  @Test
  void everySeedKeepsEveryPromise() {
    List<Outcome> outcomes =
        LongStream.range(FIRST, FIRST + SEEDS).parallel().mapToObj(Simulation::run).toList();
    System.out.printf(
        "simulation: %,d seeds, %,d writes (%,d acknowledged), %,d crashes, %,d broken sessions,"
            + " %,d conflicts, %,d events%n",
        outcomes.size(),
        outcomes.stream().mapToLong(Outcome::writes).sum(),
        outcomes.stream().mapToLong(Outcome::acknowledged).sum(),
        outcomes.stream().mapToLong(Outcome::crashes).sum(),
        outcomes.stream().mapToLong(Outcome::brokenSessions).sum(),
        outcomes.stream().mapToLong(Outcome::conflicts).sum(),
        outcomes.stream().mapToLong(Outcome::events).sum());
    if (SEEDS >= 50) {
      assertTrue(
          outcomes.stream().anyMatch(each -> each.crashes() > 0), "no seed crashed a region");
      assertTrue(outcomes.stream().anyMatch(each -> each.brokenSessions() > 0), "no link broke");
      assertTrue(outcomes.stream().anyMatch(each -> each.conflicts() > 0), "no writes conflicted");
    }
  }

  @Test
  void aSeedReplaysExactly() {
    for (long seed = FIRST; seed < FIRST + 3; seed++) {
      assertEquals(Simulation.run(seed), Simulation.run(seed));
    }
  }
}
