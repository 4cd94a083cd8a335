package io.antipode.load.cost;

import io.antipode.load.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./antipode chaos cost}. */
@Command(
    name = "cost",
    description =
        "Makes requests up that are small and dear, and holds each to a bound on time and memory.",
    mixinStandardHelpOptions = true)
public final class CostCommand implements Callable<Integer> {
  @Option(names = "--minutes", description = "For how long (default 1).")
  private double minutes = 1;

  @Option(names = "--seed", description = "Of the requests (default 1).")
  private long seed = 1;

  @Override
  public Integer call() throws IOException {
    Progress progress = Progress.ofProgram();
    Path folder = Files.createTempDirectory("antipode-cost-");
    long endNs = System.nanoTime() + (long) (minutes * TimeUnit.MINUTES.toNanos(1));
    long tried = 0;
    long dear = 0;
    try (CostFuzzer fuzzer = new CostFuzzer(folder, seed)) {
      long shownNs = System.nanoTime();
      while (System.nanoTime() < endNs) {
        CostFuzzer.Charged charged = fuzzer.next();
        tried++;
        if (charged != null) {
          dear++;
          progress.say("too dear: " + charged);
        }
        if (System.nanoTime() - shownNs > TimeUnit.SECONDS.toNanos(1)) {
          shownNs = System.nanoTime();
          progress.show("%,d requests, %,d beyond the bound".formatted(tried, dear));
        }
      }
    } finally {
      delete(folder);
    }
    progress.say("%,d requests, %,d beyond the bound (seed %d)".formatted(tried, dear, seed));
    return dear == 0 ? 0 : 1;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
