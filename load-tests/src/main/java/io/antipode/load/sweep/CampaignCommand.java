package io.antipode.load.sweep;

import io.antipode.load.report.Progress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** Runs one small case after the other, on all processors, and counts what came of them. */
abstract class CampaignCommand implements Callable<Integer> {
  private static final double NS_PER_S = 1e9;

  @Option(names = "--cases", description = "How many (default ${DEFAULT-VALUE}).")
  long cases = 10_000;

  @Option(names = "--first", description = "The first case (default ${DEFAULT-VALUE}).")
  long first = 1;

  @Option(names = "--threads", description = "Cases at a time (default: processors).")
  int threads = Runtime.getRuntime().availableProcessors();

  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<Long, String> failures = new TreeMap<>();

  /** Runs a case; throws a violation where it fails. */
  abstract String one(long seed);

  @Override
  public Integer call() throws InterruptedException {
    SimulateCommand.quiet();
    long begun = System.nanoTime();
    Sweep sweep = new Sweep(first, cases, begun + Long.MAX_VALUE / 2);
    Progress progress = Progress.ofProgram();
    sweep.run(
        threads,
        seed -> {
          try {
            count(one(seed));
          } catch (io.antipode.load.simulation.Violation e) {
            fail(seed, e);
          }
        },
        () -> progress.show("%,d of %,d cases".formatted(sweep.done(), cases)));
    progress.say(
        "%,d cases in %.1f s: %s"
            .formatted(sweep.done(), (System.nanoTime() - begun) / NS_PER_S, counts));
    failures.forEach((seed, message) -> System.out.println("case " + seed + ": " + message));
    return failures.isEmpty() ? 0 : 1;
  }

  private synchronized void count(String outcome) {
    counts.merge(outcome, 1L, Long::sum);
  }

  private synchronized void fail(long seed, Exception failure) {
    counts.merge("FAILED", 1L, Long::sum);
    failures.put(seed, String.valueOf(failure.getMessage()));
  }
}
