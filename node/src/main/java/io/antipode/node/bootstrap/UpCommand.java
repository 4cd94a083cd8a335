package io.antipode.node.bootstrap;

import io.antipode.cluster.settings.Buckets;
import io.antipode.cluster.settings.DurabilityMode;
import io.antipode.cluster.settings.NodeSettings;
import io.antipode.cluster.topology.Region;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code antipode up}: several regions in one process, until it is told to stop. */
@Command(
    name = "up",
    description = "Runs a store of several regions in this process, until Ctrl-C.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  static final String DEFAULT_REGIONS = "us-east-1,eu-west-1,ap-southeast-1";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--regions",
      paramLabel = "A,B,…",
      defaultValue = DEFAULT_REGIONS,
      description = "AWS region names. Default ${DEFAULT-VALUE}.")
  private String regions = DEFAULT_REGIONS;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8000",
      description = "The front door; the regions' own ports follow it. Default ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "antipode-data",
      description = "Where everything is kept. Default ${DEFAULT-VALUE}, in the current folder.")
  private Path dataFolder = Path.of("antipode-data");

  @Option(
      names = "--ephemeral",
      description = "Keep everything in a temporary folder, deleted at the end.")
  private boolean ephemeral;

  @Option(
      names = "--buckets",
      paramLabel = "DIR|URL",
      description =
          "Where exports go and imports come from: a folder, or an endpoint that speaks S3."
              + " Default: buckets, where the data is.")
  private @Nullable String buckets;

  @Option(
      names = "--shards",
      paramLabel = "N",
      description = "Shards per region, fixed for good at the first start. Default 4.")
  private @Nullable Integer shards;

  @Option(
      names = "--durability",
      paramLabel = "os|fsync",
      defaultValue = "os",
      description =
          "A write is acknowledged once the operating system has it, or the disk."
              + " Default ${DEFAULT-VALUE}.")
  private DurabilityMode durability = DurabilityMode.OS;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = NodeSettings.LOOPBACK,
      description = "Default ${DEFAULT-VALUE}. Nothing is authenticated: think before widening it.")
  private String bindHost = NodeSettings.LOOPBACK;

  @Option(
      names = "--max-clock-drift-ms",
      paramLabel = "MS",
      defaultValue = "500",
      description =
          "A peer's write further ahead than this waits until its time has come."
              + " Default ${DEFAULT-VALUE}.")
  private long maxClockDriftMs;

  @Option(
      names = "--faults",
      description = {
        "Let everyone who reaches a port disturb links and clocks (antipode faults).",
        "Always on while bound to " + NodeSettings.LOOPBACK + "."
      })
  private boolean faults;

  @Option(
      names = "--strict-regions",
      description = {
        "The front door refuses requests signed for a region that isn't here.",
        "Without it, the first region serves them."
      })
  private boolean strictRegions;

  @Option(
      names = "--lenient",
      description = {
        "Take requests that AWS refuses and tools got used to elsewhere: numbers and booleans as",
        "strings, strings as numbers, attribute definitions that no key uses, capacity beside",
        "PAY_PER_REQUEST, an empty list of local indexes. The log says each once."
      })
  private boolean lenient;

  @Option(
      names = "--no-throttling",
      description = {
        "Let requests consume more than the capacity of their table, as DynamoDB Local does.",
        "Without it, PROVISIONED tables and maxima of on-demand ones throttle as AWS does."
      })
  private boolean noThrottling;

  @Override
  public Integer call() throws StartupException, InterruptedException {
    Antipode.up(settings()).runUntilStopped();
    return 0;
  }

  private UpSettings settings() {
    try {
      List<Region> parsed =
          Arrays.stream(regions.split(",", -1)).map(String::strip).map(Region::new).toList();
      return new UpSettings(
          parsed,
          port,
          ephemeral ? null : dataFolder,
          buckets == null ? null : Buckets.parse(buckets),
          shards,
          durability,
          bindHost,
          maxClockDriftMs,
          faults || bindHost.equals(NodeSettings.LOOPBACK),
          strictRegions,
          lenient,
          !noThrottling);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
