package io.antipode.node.bootstrap;

import io.antipode.cluster.settings.DurabilityMode;
import io.antipode.cluster.settings.NodeSettings;
import io.antipode.cluster.topology.Region;
import io.antipode.node.bootstrap.cli.AdminClient;
import io.antipode.node.bootstrap.cli.CommandFailedException;
import io.antipode.node.bootstrap.cli.DemoWalkthrough;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Starts a store, uses it a little, stops it, and recovers it as after a crash: what the launcher
 * lets the JVM watch, to prepare its cache of loaded and linked classes and of what is hot in them.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {
  private static final String TABLE = "Recovery";

  /** Enough records for the JVM to see which methods a recovery runs all the time. */
  private static final int BATCHES = 1_000;

  private static final int BATCH_ITEMS = 25;

  @Override
  public Integer call() throws StartupException, CommandFailedException, IOException {
    Path data = Files.createTempDirectory("antipode-train-");
    try {
      try (Antipode antipode = Antipode.up(settings(data))) {
        List<DemoWalkthrough.Place> places =
            antipode.endpoints().entrySet().stream()
                .map(
                    entry ->
                        new DemoWalkthrough.Place(
                            entry.getKey().name(), new AdminClient(URI.create(entry.getValue()))))
                .toList();
        new DemoWalkthrough(places, "Training", new PrintStream(OutputStream.nullOutputStream()))
            .tell();
        fill(places.getFirst());
      }
      forgetOrderlyClose(data);
      Antipode.up(settings(data)).close();
    } finally {
      deleteAll(data);
    }
    return 0;
  }

  private static UpSettings settings(Path data) throws StartupException {
    List<Region> regions = Stream.of("us-east-1", "eu-west-1").map(Region::new).toList();
    return new UpSettings(
        regions,
        Ports.freeBlock(regions.size() + 1),
        data,
        null,
        null,
        DurabilityMode.OS,
        NodeSettings.LOOPBACK,
        NodeSettings.DEFAULT_MAX_CLOCK_DRIFT_MS,
        true,
        true,
        false,
        true);
  }

  private static void fill(DemoWalkthrough.Place place) throws CommandFailedException {
    call(
        place,
        "CreateTable",
        """
        {"TableName":"%s","BillingMode":"PAY_PER_REQUEST",
         "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
         "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]}\
        """
            .formatted(TABLE));
    String padding = "v".repeat(200);
    for (int batch = 0; batch < BATCHES; batch++) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < BATCH_ITEMS; i++) {
        requests
            .append(i == 0 ? "" : ",")
            .append("{\"PutRequest\":{\"Item\":{\"pk\":{\"S\":\"user")
            .append(batch * BATCH_ITEMS + i)
            .append("\"},\"v\":{\"S\":\"")
            .append(padding)
            .append("\"}}}}");
      }
      call(place, "BatchWriteItem", "{\"RequestItems\":{\"" + TABLE + "\":[" + requests + "]}}");
    }
  }

  private static void call(DemoWalkthrough.Place place, String action, String body)
      throws CommandFailedException {
    place.client().call(action, place.region(), body).orThrow();
  }

  /** Without their marks of an orderly close, shards recover from their logs. */
  private static void forgetOrderlyClose(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path mark : files.filter(file -> file.endsWith("clean")).toList()) {
        Files.delete(mark);
      }
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
