package io.antipode.load.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.settings.DurabilityMode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ScenarioFileTest {
  private static final String GOOD =
      """
      name: sample
      about: Links are slow.
      layers: [simulation, processes]
      cluster: {regions: [us-east-1, eu-west-1], nodesPerRegion: 3, shards: 2, durability: os}
      workloads:
        - {type: register, clients: 4, keys: 7}
        - {type: register, table: second}
      faults:
        - {type: delay-link, everyMs: 500, forMs: [100, 900], delayMs: 20}
        - {type: kill-node, everyMs: 900}
      checkers: [linearizable, convergence]
      durationMs: 5000
      """;

  static List<String> library() {
    return ScenarioLibrary.names();
  }

  @Test
  void aFileSaysEverythingThatARunNeeds() throws InvalidScenarioException {
    Scenario scenario = ScenarioFile.parse("sample.yaml", GOOD);
    assertEquals("sample", scenario.name());
    assertEquals(Set.of(Layer.SIMULATION, Layer.PROCESSES), scenario.layers());
    assertEquals(2, scenario.cluster().regions().size());
    assertEquals(3, scenario.cluster().nodesPerRegion());
    assertEquals(DurabilityMode.OS, scenario.cluster().durability());
    assertEquals(4, scenario.workloads().getFirst().clients());
    assertEquals("second", scenario.workloads().getLast().table());
    FaultSpec delay = scenario.faults().getFirst();
    assertEquals(FaultType.DELAY_LINK, delay.type());
    assertEquals(new Span(100, 900), delay.forMs());
    assertEquals(new Span(20, 20), delay.parameter("delayMs"));
    assertEquals(List.of("linearizable", "convergence"), scenario.checkers());
    assertEquals(60_000, scenario.healMs());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "about: Links are slow.   | colour: red                  | colour: is unknown",
        "about: Links are slow.   | x: 1                         | about: is missing",
        "delay-link               | delay-lynk                   | faults[0].type: 'delay-lynk' is"
            + " none of [cut-link",
        "delayMs: 20              | delayMs: 0                   | faults[0].delayMs: 0 is neither",
        "delayMs: 20              | percent: 20                  | faults[0].percent: is unknown;"
            + " there are [delayMs",
        "[100, 900]               | [900, 100]                   | faults[0].forMs: [900, 100] is"
            + " neither",
        "everyMs: 900             | everyMs: often               | faults[1].everyMs: often is not"
            + " a whole number",
        "type: kill-node          | type: power-cut              | faults[1].type: power-cut can't"
            + " be done in processes",
        "table: second            | keys: 3                      | workloads[1].table: 'register'"
            + " is another workload's",
        "type: register, clients: | type: registers, clients:    | workloads[0].type: no workload"
            + " 'registers'",
        "clients: 4               | clients: 0                   | workloads[0].clients: 0 is not a"
            + " whole number in [1,",
        "linearizable,            | linear,                      | checkers: no checker 'linear'",
        "[simulation, processes]  | [simulation, cloud]          | layers: 'cloud' is none of"
            + " [simulation, processes",
        "eu-west-1                | Europe                       | cluster.regions: not an AWS"
            + " region name",
        "eu-west-1                | us-east-1                    | cluster.regions: us-east-1 is"
            + " there twice",
        "durability: os           | durability: hope             | cluster.durability: 'hope' is"
            + " none of",
        "durationMs: 5000         | durationMs: 1.5              | durationMs: 1.5 is neither a"
            + " whole number",
        "durationMs: 5000         | durationMs: 5000\\npaceMs: 9 | paceMs: is for scenarios of the"
            + " simulation",
        "type: register, table    | type: shards, table          | workloads[1].type: 'shards' is"
            + " for the simulation alone",
        "durationMs: 5000         | durationMs: 5000\\nname: twice | is not YAML",
      })
  void whatIsWrongIsToldWithItsPlace(String part, String replacement, String problem) {
    assertTrue(GOOD.contains(part), part);
    String text = GOOD.replace(part, replacement.replace("\\n", "\n"));
    var refused =
        assertThrows(InvalidScenarioException.class, () -> ScenarioFile.parse("x.yaml", text));
    assertTrue(String.valueOf(refused.getMessage()).contains(problem), refused.getMessage());
  }

  @Test
  void allProblemsAreToldAtOnce() {
    String text = GOOD.replace("kill-node", "kill").replace("keys: 7", "keys: none");
    var refused =
        assertThrows(InvalidScenarioException.class, () -> ScenarioFile.parse("x.yaml", text));
    assertEquals(2, refused.problems().size(), refused.getMessage());
  }

  @ParameterizedTest
  @MethodSource("library")
  void theLibraryReads(String name) throws InvalidScenarioException {
    assertEquals(name, ScenarioLibrary.load(name).name());
  }

  @Test
  void theLibraryKnowsAllItsFiles() throws IOException, URISyntaxException {
    Path one = Path.of(ScenarioLibrary.class.getResource("/scenarios/pages.yaml").toURI());
    try (Stream<Path> files = Files.list(one.getParent())) {
      assertEquals(
          ScenarioLibrary.names(),
          files.map(file -> file.getFileName().toString().replace(".yaml", "")).sorted().toList());
    }
  }
}
