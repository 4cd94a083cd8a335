package io.antipode.load.bench;

import io.antipode.load.http.Plan;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How profiles are run; mixed into the commands that run them. */
final class LoadOptions {
  @Option(names = "--connections", defaultValue = "32", description = "Default ${DEFAULT-VALUE}.")
  int connections = 32;

  @Option(
      names = "--seconds",
      defaultValue = "3",
      description = "What counts of a round; default ${DEFAULT-VALUE}.")
  double seconds = 3;

  @Option(
      names = "--warm-up",
      defaultValue = "3",
      description =
          "Seconds before the first round of a profile on a target; default ${DEFAULT-VALUE}.")
  double warmUpSeconds = 3;

  @Option(
      names = "--rounds",
      defaultValue = "2",
      description = "Rounds of each target, in turns; default ${DEFAULT-VALUE}.")
  int rounds = 2;

  @Option(
      names = "--rate",
      defaultValue = "0",
      description =
          "Operations/s whatever the answers do (open loop); 0, the default, for a closed loop.")
  double perSecond;

  @Option(
      names = "--items",
      defaultValue = "10000",
      description = "In each data set; default ${DEFAULT-VALUE}.")
  long items = 10_000;

  @Option(
      names = "--item-bytes",
      defaultValue = "0",
      description = "Default 256, of YCSB 1000; large-item keeps its 300 KiB.")
  int itemBytes;

  @Option(
      names = "--distribution",
      description = "Instead of the profile's own: ${COMPLETION-CANDIDATES}.")
  @Nullable Distribution distribution;

  @Option(names = "--seed", defaultValue = "1", description = "Default ${DEFAULT-VALUE}.")
  long seed = 1;

  @Option(names = "--home", hidden = true)
  Path home = Path.of(System.getProperty("antipode.home", "."));

  Profile profile(String name) {
    Profile found = Profile.named(name);
    return distribution == null ? found : found.with(distribution);
  }

  /** The first round warms up before it counts. */
  Plan plan(boolean first) {
    return Plan.ofSeconds(first ? warmUpSeconds : 0, seconds, perSecond);
  }
}
