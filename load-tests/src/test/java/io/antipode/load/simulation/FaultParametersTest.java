package io.antipode.load.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.topology.Region;
import io.antipode.load.scenario.FaultSpec;
import io.antipode.load.scenario.FaultType;
import io.antipode.load.scenario.InvalidScenarioException;
import io.antipode.load.scenario.Layer;
import io.antipode.load.scenario.Scenario;
import io.antipode.load.scenario.ScenarioFile;
import io.antipode.load.scenario.ScenarioLibrary;
import io.antipode.load.scenario.Span;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a scenario says of a fault's severity is what a simulation does. */
final class FaultParametersTest {
  private static final Settings SETTINGS =
      Settings.draw(new Draws(1), new Span(10_000, 10_000), false, false).withLongRetention();

  private static Scenario scenario(String fault) {
    try {
      return ScenarioFile.parse(
          "test",
          """
          name: test
          about: One fault.
          layers: [simulation]
          workloads: [{type: register}]
          faults: [%s]
          checkers: [convergence]
          durationMs: 10000
          """
              .formatted(fault));
    } catch (InvalidScenarioException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Fault> faults(String fault) {
    List<Fault> faults = Plan.draw(scenario(fault), 7).faults();
    assertFalse(faults.isEmpty());
    return faults;
  }

  @Test
  void eachStrikeDrawsFromTheScenariosSpan() {
    for (Fault each : faults("{type: lose-frames, everyMs: 100, percent: [30, 40]}")) {
      assertTrue(each.parameter("percent") >= 30 && each.parameter("percent") <= 40, each + "");
    }
    faults("{type: bit-flip, everyMs: 500, bits: 9}")
        .forEach(each -> assertEquals(Map.of("bits", 9L), each.parameters()));
  }

  @Test
  void aSkewIsAsLargeAsTheScenarioSaysAndEndsWithItsFault() {
    World world = new World(7);
    Region region = new Region("us-east-1");
    SimulatedCluster cluster =
        new SimulatedCluster(
            world,
            new Ledger(key -> null),
            List.of(region, new Region("eu-west-1")),
            SETTINGS,
            List.of());
    Fault skew =
        new Fault(
            0, FaultType.CLOCK_SKEW, 100, 0, 1, 500, Map.of("skewMs", 86_000L), /* chance= */ 3);
    cluster.faults().schedule(new Plan(Plan.draw(7).scenario(), 7, SETTINGS, List.of(skew)));
    SimulatedTime clock = cluster.regions().getFirst().time();
    world.runMs(200);
    assertEquals(World.EPOCH_MS + 200 + 86_000, clock.epochMs());
    world.runMs(600);
    assertEquals(World.EPOCH_MS + 800, clock.epochMs());
  }

  @Test
  void theScenarioWithAnyFaultHasEach() {
    assertEquals(
        FaultType.of(Layer.SIMULATION),
        ScenarioLibrary.shipped(ScenarioLibrary.ANY_FAULT).faults().stream()
            .map(FaultSpec::type)
            .collect(Collectors.toSet()));
  }

  @Test
  void fewKindsTogetherKeepTheSamePaceAsMany() {
    Scenario any = ScenarioLibrary.shipped(ScenarioLibrary.ANY_FAULT).withDurationMs(10_000);
    long few = 0;
    long all = 0;
    for (int seed = 1; seed <= 100; seed++) {
      few += Plan.draw(any.withFaults(any.faults().subList(0, 3)), seed).faults().size();
      all += Plan.draw(any, seed).faults().size();
    }
    // A seed in which no kind was drawn has no fault: of three kinds that is one in eight.
    assertTrue(few > all / 2 && few < 2 * all, few + " of few kinds, " + all + " of all");
  }
}
