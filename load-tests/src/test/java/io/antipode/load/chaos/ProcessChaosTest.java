package io.antipode.load.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.load.report.Progress;
import io.antipode.load.report.RunReport;
import io.antipode.load.report.RunReport.MarkKind;
import io.antipode.load.report.RunReport.Outcome;
import io.antipode.load.report.TerminalSummary;
import io.antipode.load.scenario.FaultSpec;
import io.antipode.load.scenario.InvalidScenarioException;
import io.antipode.load.scenario.Scenario;
import io.antipode.load.scenario.ScenarioFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class ProcessChaosTest {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  /** A little of everything, often, so that a minute sees it. */
  private static final String SHORT =
      """
      name: short-chaos
      about: Every kind of fault on three real processes, within a minute.
      layers: [processes]
      cluster: {durability: os}
      workloads:
        - {type: conflicts, clients: 1, keys: 9, pauseMs: 50}
        - {type: register, clients: 2, keys: 5, pauseMs: 50}
        - {type: counter, clients: 1, keys: 3, pauseMs: 50}
        - {type: index, clients: 1, keys: 12, pauseMs: 50}
        - {type: streams, clients: 1, keys: 9, pauseMs: 50}
        - {type: pages, clients: 1, keys: 15, pauseMs: 100}
      faults:
        - {type: cut-link, everyMs: 12000, forMs: [500, 4000]}
        - {type: one-way-cut, everyMs: 15000, forMs: [500, 3000]}
        - {type: stall-link, everyMs: 12000, forMs: [100, 2000]}
        - {type: delay-link, everyMs: 15000, forMs: [500, 3000]}
        - {type: lose-frames, everyMs: 15000, forMs: [500, 3000]}
        - {type: slow-link, everyMs: 20000, forMs: [500, 3000]}
        - {type: reset-links, everyMs: 8000}
        - {type: kill-node, everyMs: 15000, forMs: [200, 1000]}
        - {type: pause-node, everyMs: 15000, forMs: [200, 3000]}
        - {type: rolling-restart, everyMs: 60000}
        - {type: long-absence, everyMs: 40000, forMs: [2000, 5000]}
        - {type: lose-region, everyMs: 50000, forMs: [200, 1000]}
        - {type: clock-skew, everyMs: 15000, forMs: [500, 3000]}
        - {type: clock-jump, everyMs: 20000, forMs: [100, 2000]}
        - {type: clock-drift, everyMs: 20000, forMs: [1000, 3000]}
        - {type: disk-full, everyMs: 20000, forMs: [500, 2000]}
      checkers: [acknowledged-kept, linearizable, sessions, winner, no-resurrection, convergence, streams, index, pages, bounded]
      durationMs: 60000
      healMs: 120000
      """;

  @Test
  @Timeout(900)
  void threeRegionsKeepTheirPromisesThroughEveryKindOfFault(@TempDir Path folder)
      throws InvalidScenarioException, InterruptedException {
    Scenario scenario = ScenarioFile.parse("short-chaos", SHORT);
    ChaosSetup setup =
        ChaosSetup.of(scenario, scenario.durationMs().max(), 1, "mvn verify").untilAllKinds();
    RunReport report = new ChaosRun(setup, HOME, folder, new Progress(System.out, false)).run();

    String summary = TerminalSummary.of(report);
    System.out.println(summary);
    assertTrue(report.held(), summary);
    assertEquals(List.of(), undecided(report), summary);
    assertEquals(kinds(scenario, report), struck(report), summary);
  }

  /** Every checker must have had something to look at. */
  private static List<RunReport.Verdict> undecided(RunReport report) {
    return report.verdicts().stream().filter(verdict -> verdict.outcome() != Outcome.HELD).toList();
  }

  /** The kinds of the scenario, but for those that this machine does not allow. */
  private static Set<String> kinds(Scenario scenario, RunReport report) {
    Set<String> kinds = new TreeSet<>();
    for (FaultSpec fault : scenario.faults()) {
      String word = fault.type().word();
      if (report.facts().stream().noneMatch(fact -> fact.label().equals("skipped " + word))) {
        kinds.add(word);
      }
    }
    return kinds;
  }

  private static Set<String> struck(RunReport report) {
    return report.marks().stream()
        .filter(mark -> mark.kind() == MarkKind.FAULT)
        .map(RunReport.Mark::type)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
