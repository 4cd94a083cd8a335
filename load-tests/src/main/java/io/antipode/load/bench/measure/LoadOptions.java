package io.antipode.load.bench.measure;

import io.antipode.load.bench.profile.Distribution;
import io.antipode.load.bench.profile.Profile;
import io.antipode.load.http.Plan;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How profiles are run; mixed into the commands that run them. */
public final class LoadOptions {
  @Option(names = "--connections", defaultValue = "32", description = "Default ${DEFAULT-VALUE}.")
  public int connections = 32;

  @Option(
      names = "--seconds",
      defaultValue = "3",
      description = "What counts of a round; default ${DEFAULT-VALUE}.")
  public double seconds = 3;

  @Option(
      names = "--warm-up",
      defaultValue = "3",
      description =
          "Seconds before the first round of a profile on a target; default ${DEFAULT-VALUE}.")
  public double warmUpSeconds = 3;

  @Option(
      names = "--rounds",
      defaultValue = "2",
      description = "Rounds of each target, in turns; default ${DEFAULT-VALUE}.")
  public int rounds = 2;

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
  public long items = 10_000;

  @Option(
      names = "--item-bytes",
      defaultValue = "0",
      description = "Default 256, of YCSB 1000; large-item keeps its 300 KiB.")
  public int itemBytes;

  @Option(
      names = "--distribution",
      description = "Instead of the profile's own: ${COMPLETION-CANDIDATES}.")
  @Nullable Distribution distribution;

  @Option(names = "--seed", defaultValue = "1", description = "Default ${DEFAULT-VALUE}.")
  public long seed = 1;

  @Option(names = "--home", hidden = true)
  public Path home = Path.of(System.getProperty("antipode.home", "."));

  public Profile profile(String name) {
    Profile found = Profile.named(name);
    return distribution == null ? found : found.with(distribution);
  }

  /** The first round warms up before it counts. */
  public Plan plan(boolean first) {
    return Plan.ofSeconds(first ? warmUpSeconds : 0, seconds, perSecond);
  }
}
