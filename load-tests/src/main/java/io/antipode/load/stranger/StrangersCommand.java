package io.antipode.load.stranger;

import io.antipode.load.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./antipode chaos strangers}. */
@Command(
    name = "strangers",
    description = "Says anything to every port of a store of its own, which must stay as it is.",
    mixinStandardHelpOptions = true)
public final class StrangersCommand implements Callable<Integer> {
  @Option(names = "--minutes", description = "For how long (default 1).")
  private double minutes = 1;

  @Option(names = "--crowd", description = "How many talk at a time (default 64).")
  private int crowd = 64;

  @Option(names = "--heap", description = "Of the store (default 256m).")
  private String heap = "256m";

  @Option(names = "--seed", description = "Of what they say (default 1).")
  private long seed = 1;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Progress progress = Progress.ofProgram();
    Path folder = Files.createTempDirectory("antipode-strangers-");
    Visit.Outcome outcome =
        Visit.of(
            Path.of(System.getProperty("antipode.home", ".")),
            folder,
            heap,
            crowd,
            seed,
            (long) (minutes * 60),
            line -> progress.offer(() -> line));
    progress.say(outcome + " (seed " + seed + "; data and log in " + folder + ")");
    return outcome.wrong().isEmpty() ? 0 : 1;
  }
}
