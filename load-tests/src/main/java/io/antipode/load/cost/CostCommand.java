package io.antipode.load.cost;

import io.antipode.load.report.Progress;
import io.antipode.load.target.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
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
    CostlyCrowd.Outcome outcome =
        CostlyCrowd.of(
            Path.of(System.getProperty("antipode.home", ".")),
            folder,
            heap,
            crowd,
            seed,
            (long) (minutes * 60),
            line -> progress.offer(() -> line));
    if (outcome.isFine()) {
      FolderTree.delete(folder);
    }
    progress.say(outcome + " (seed " + seed + (outcome.isFine() ? ")" : "; see " + folder + ")"));
    return outcome.isFine() ? 0 : 1;
  }

  private int askOneByOne(Path folder, Progress progress) throws IOException {
    long endNs = System.nanoTime() + (long) (minutes * TimeUnit.MINUTES.toNanos(1));
    long tried = 0;
    long dear = 0;
    try (CostFuzzer fuzzer = new CostFuzzer(folder, seed)) {
      while (System.nanoTime() < endNs) {
        CostFuzzer.Charged charged = fuzzer.next();
        tried++;
        if (charged != null) {
          dear++;
          progress.say("too dear: " + charged);
        }
        String line = "%,d requests, %,d beyond the bound";
        long requests = tried;
        long beyond = dear;
        progress.offer(() -> line.formatted(requests, beyond));
      }
    } finally {
      FolderTree.delete(folder);
    }
    progress.say("%,d requests, %,d beyond the bound (seed %d)".formatted(tried, dear, seed));
    return dear == 0 ? 0 : 1;
  }
}
