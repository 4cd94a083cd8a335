package io.antipode.node.bootstrap;

import io.antipode.cluster.settings.DurabilityMode;
import io.antipode.cluster.settings.NodeSettings;
import io.antipode.cluster.topology.Region;
import io.antipode.node.bootstrap.cli.AdminClient;
import io.antipode.node.bootstrap.cli.CommandFailedException;
import io.antipode.node.bootstrap.cli.Story;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Starts a store, uses it a little and stops: what the launcher lets the JVM watch, to prepare its
 * cache of loaded and linked classes.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {
  @Override
  public Integer call() throws StartupException, CommandFailedException {
    List<Region> regions = Stream.of("us-east-1", "eu-west-1").map(Region::new).toList();
    UpSettings settings =
        new UpSettings(
            regions,
            Ports.freeBlock(regions.size() + 1),
            null,
            null,
            DurabilityMode.OS,
            NodeSettings.LOOPBACK,
            NodeSettings.DEFAULT_MAX_CLOCK_DRIFT_MS);
    try (Antipode antipode = Antipode.up(settings)) {
      List<Story.Place> places =
          antipode.endpoints().entrySet().stream()
              .map(
                  entry ->
                      new Story.Place(
                          entry.getKey().name(), new AdminClient(URI.create(entry.getValue()))))
              .toList();
      new Story(places, "Training", new PrintStream(OutputStream.nullOutputStream())).tell();
    }
    return 0;
  }
}
