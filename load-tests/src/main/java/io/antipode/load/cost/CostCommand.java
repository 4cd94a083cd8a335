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

  @Option(
      names = "--crowd",
      description =
          "So many ask a process of its own over HTTP, with a small read beside them (default 0:"
              + " one by one, without HTTP).")
  private int crowd;

  @Option(names = "--heap", description = "Of that process (default 256m).")
  private String heap = "256m";

  @Option(names = "--seed", description = "Of the requests (default 1).")
  private long seed = 1;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Progress progress = Progress.ofProgram();
    Path folder = Files.createTempDirectory("antipode-cost-");
    return crowd > 0 ? askAll(folder, progress) : askOneByOne(folder, progress);
  }

  private int askAll(Path folder, Progress progress) throws IOException, InterruptedException {
    long[] shownNs = {0};
    CostlyCrowd.Outcome outcome =
        CostlyCrowd.of(
            Path.of(System.getProperty("antipode.home", ".")),
            folder,
            heap,
            crowd,
            seed,
            (long) (minutes * 60),
            line -> {
              if (System.nanoTime() - shownNs[0] > TimeUnit.SECONDS.toNanos(1)) {
                shownNs[0] = System.nanoTime();
                progress.show(line);
              }
            });
    if (outcome.isFine()) {
      delete(folder);
    }
    progress.say(outcome + " (seed " + seed + (outcome.isFine() ? ")" : "; see " + folder + ")"));
    return outcome.isFine() ? 0 : 1;
  }

  private int askOneByOne(Path folder, Progress progress) throws IOException {
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
