package io.antipode.load.simulation;

import io.antipode.load.scenario.FaultSpec;
import io.antipode.load.scenario.FaultType;
import io.antipode.load.scenario.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Draws from a seed when a scenario's faults strike, and where. */
final class ScenarioPlan {
  private ScenarioPlan() {}

  static Plan draw(Scenario scenario, long seed, Settings settings) {
    SplittableRandom random = new SplittableRandom(seed);
    int regions = scenario.cluster().regions().size();
    int spared = random.nextInt(regions);
    List<Fault> faults = new ArrayList<>();
    for (FaultSpec spec : scenario.faults()) {
      if (scenario.swarm() && random.nextBoolean()) {
        continue;
      }
      FaultType kind = spec.type();
      for (long atMs = random.nextLong(2 * spec.everyMs());
          atMs < scenario.durationMs();
          atMs += 1 + random.nextLong(2 * spec.everyMs())) {
        int victim = random.nextInt(regions);
        if (kind.sparesOne() && victim == spared) {
          victim = (victim + 1) % regions;
        }
        int other = (victim + 1 + random.nextInt(regions - 1)) % regions;
        long forMs = Math.max(1, spec.forMs().draw(random));
        long chance = random.nextLong();
        Map<String, Long> parameters = Severity.draw(spec.parameters(), chance);
        faults.add(new Fault(faults.size(), kind, atMs, victim, other, forMs, parameters, chance));
      }
    }
    faults.sort(Comparator.comparingLong(Fault::atMs));
    return new Plan(seed, settings, faults);
  }
}
