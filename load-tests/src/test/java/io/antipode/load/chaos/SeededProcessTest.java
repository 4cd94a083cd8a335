package io.antipode.load.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.load.report.Progress;
import io.antipode.load.report.RunReport;
import io.antipode.load.report.RunReport.Outcome;
import io.antipode.load.report.TerminalSummary;
import io.antipode.load.scenario.InvalidScenarioException;
import io.antipode.load.scenario.Scenario;
import io.antipode.load.scenario.ScenarioFile;
import io.antipode.load.seeded.ProcessBug;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A green run of processes means something: bugs that only they can show turn it red. */
final class SeededProcessTest {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  private static final String KILLS =
      """
      name: kills
      about: One node is killed while clients write.
      layers: [processes]
      cluster: {regions: [us-east-1], durability: os}
      workloads:
        - {type: register, clients: 4, keys: 5, pauseMs: 10}
      faults:
        - {type: kill-node, everyMs: 6000, forMs: [100, 200]}
      checkers: [acknowledged-kept, linearizable, sessions]
      durationMs: 15000
      """;

  private static final String RESETS =
      """
      name: resets
      about: Connections between two regions break.
      layers: [processes]
      cluster: {regions: [us-east-1, eu-west-1], durability: os}
      workloads:
        - {type: conflicts, clients: 2, keys: 9, pauseMs: 20}
      faults:
        - {type: reset-links, everyMs: 1000, forMs: [10, 20]}
      checkers: [convergence, winner]
      durationMs: 8000
      healMs: 8000
      """;

  private static final String PAGES =
      """
      name: pages
      about: Tables are walked in small pages, and nothing is disturbed.
      layers: [processes]
      cluster: {regions: [us-east-1], durability: os}
      workloads:
        - {type: pages, clients: 2, keys: 15, pauseMs: 10}
      checkers: [pages]
      durationMs: 3000
      """;

  @TempDir private Path folder;

  @Test
  @Timeout(900)
  void acknowledgedWritesThatAKillLosesAreMissed()
      throws IOException, InvalidScenarioException, InterruptedException {
    assertCaught(
        ProcessBug.WRITE_BEHIND, KILLS, Set.of("acknowledged-kept", "linearizable", "sessions"));
  }

  /**
   * Nearly three minutes, since everybody waits for what never comes: only where it is asked for.
   */
  @Test
  @EnabledIfSystemProperty(named = "antipode.slow", matches = "true")
  @Timeout(900)
  void aLinkThatStaysBrokenShowsAsRegionsThatStayApart()
      throws IOException, InvalidScenarioException, InterruptedException {
    assertCaught(ProcessBug.NEVER_REDIALS, RESETS, Set.of("processes", "convergence", "winner"));
  }

  @Test
  @Timeout(900)
  void aWalkThatEndsEarlyIsShort()
      throws IOException, InvalidScenarioException, InterruptedException {
    assertCaught(ProcessBug.LAST_PAGE, PAGES, Set.of("pages"));
  }

  /** The scenario is held to by the sound product, and broken with the bug, as a check tells. */
  private void assertCaught(ProcessBug bug, String yaml, Set<String> checks)
      throws IOException, InvalidScenarioException, InterruptedException {
    RunReport sound = run(yaml, null);
    assertEquals(Set.of(), broken(sound), TerminalSummary.of(sound));

    Path patches = Files.createDirectory(folder.resolve("patches"));
    bug.write(patches);
    RunReport buggy = run(yaml, patches);
    String summary = TerminalSummary.of(buggy);
    System.out.println(bug.word() + ": " + broken(buggy) + summary);
    assertTrue(broken(buggy).stream().anyMatch(checks::contains), summary);
    assertTrue(checks.containsAll(broken(buggy)), summary);
  }

  private RunReport run(String yaml, @Nullable Path patches)
      throws IOException, InvalidScenarioException, InterruptedException {
    Scenario scenario = ScenarioFile.parse("seeded", yaml);
    ChaosSetup setup = ChaosSetup.of(scenario, scenario.durationMs().max(), 1, "mvn verify");
    return new ChaosRun(
            setup.withPlan(setup.plan().withPatches(patches)),
            HOME,
            Files.createTempDirectory(folder, "run"),
            new Progress(System.out, false))
        .run();
  }

  private static Set<String> broken(RunReport report) {
    return report.verdicts().stream()
        .filter(verdict -> verdict.outcome() == Outcome.VIOLATED)
        .map(RunReport.Verdict::checker)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
