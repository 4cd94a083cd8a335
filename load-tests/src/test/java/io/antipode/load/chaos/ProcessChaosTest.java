package io.antipode.load.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.load.report.RunReport;
import io.antipode.load.report.TerminalSummary;
import io.antipode.load.scenario.InvalidScenarioException;
import io.antipode.load.scenario.Scenario;
import io.antipode.load.scenario.ScenarioFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class ProcessChaosTest {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  /** A little of everything, often, so that half a minute sees it. */
  private static final String SHORT =
      """
      name: short
      about: Some faults of every kind on three real processes.
      layers: [processes]
      cluster: {durability: os}
      workloads:
        - {type: conflicts, clients: 1, keys: 9, pauseMs: 50}
        - {type: register, clients: 2, keys: 5, pauseMs: 50}
        - {type: streams, clients: 1, keys: 9, pauseMs: 50}
      faults:
        - {type: cut-link, everyMs: 6000, forMs: [500, 4000]}
        - {type: one-way-cut, everyMs: 8000, forMs: [500, 3000]}
        - {type: reset-links, everyMs: 4000}
        - {type: delay-link, everyMs: 8000, forMs: [500, 3000]}
        - {type: kill-node, everyMs: 9000, forMs: [200, 1000]}
        - {type: pause-node, everyMs: 8000, forMs: [200, 3000]}
        - {type: clock-skew, everyMs: 8000, forMs: [500, 3000]}
        - {type: disk-full, everyMs: 12000, forMs: [500, 2000]}
      checkers: [acknowledged-kept, linearizable, sessions, winner, no-resurrection, convergence, streams]
      durationMs: 25000
      healMs: 60000
      """;

  @Test
  @Timeout(300)
  void threeRegionsKeepTheirPromisesThroughShortChaos(@TempDir Path folder)
      throws InvalidScenarioException, InterruptedException {
    Scenario scenario = ScenarioFile.parse("short", SHORT);
    ChaosSetup setup = ChaosSetup.of(scenario, scenario.durationMs(), 1, "mvn verify");
    RunReport report = new ChaosRun(setup, HOME, folder, new Progress(System.out, false)).run();
    String summary = TerminalSummary.of(report);
    System.out.println(summary);
    assertTrue(report.held(), summary);
    assertTrue(
        report.marks().stream().filter(mark -> mark.kind() == RunReport.MarkKind.FAULT).count()
            >= 8,
        summary);
  }
}
