package io.antipode.node.bootstrap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.antipode.cluster.settings.DurabilityMode;
import io.antipode.cluster.settings.NodeSettings;
import io.antipode.cluster.topology.Region;
import io.antipode.node.bootstrap.cli.AdminClient;
import io.antipode.node.bootstrap.cli.CommandFailedException;
import io.antipode.node.bootstrap.cli.DemoWalkthrough;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code antipode demo}. */
@Command(
    name = "demo",
    description = {
      "Tells the story: write in one region, read in another, conflict, cut, heal.",
      "Runs a store of its own for that, on free ports and in a temporary folder."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The first of the ports to use. Default: any that are free.")
  private @Nullable Integer port;

  @Override
  public Integer call() throws StartupException, CommandFailedException {
    List<Region> regions =
        Arrays.stream(UpCommand.DEFAULT_REGIONS.split(",", -1)).map(Region::new).toList();
    int first = port == null ? Ports.freeBlock(regions.size() + 1) : port;
    UpSettings settings =
        new UpSettings(
            regions,
            first,
            null,
            null,
            null,
            DurabilityMode.OS,
            NodeSettings.LOOPBACK,
            NodeSettings.DEFAULT_MAX_CLOCK_DRIFT_MS,
            true,
            true,
            false,
            true);
    onlyWarnings();
    System.out.println("Starting three regions in one process, in a temporary folder ...");
    try (Antipode antipode = Antipode.up(settings)) {
      System.out.println(antipode.readyLine());
      List<DemoWalkthrough.Place> places = new ArrayList<>();
      antipode
          .endpoints()
          .forEach(
              (region, uri) ->
                  places.add(
                      new DemoWalkthrough.Place(region.name(), new AdminClient(URI.create(uri)))));
      new DemoWalkthrough(places, "Songs", System.out).tell();
    }
    return 0;
  }

  /** The story is told on the same terminal as the log. */
  private static void onlyWarnings() {
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.WARN);
    }
  }
}
