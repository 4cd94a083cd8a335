package io.antipode.load.bench;

import io.antipode.load.http.ControlClient;
import io.antipode.load.http.LoadClient;
import io.antipode.load.http.Plan;
import io.antipode.load.http.Result;
import io.antipode.load.target.AntipodeUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long a region with many items takes to serve again, after an orderly stop and after kill -9.
 */
@Command(name = "restart", description = "Time from start to ready with many items on disk.")
final class RestartCommand implements Callable<Integer> {
  private static final String REGION = "us-east-1";
  private static final String TABLE = "restart";
  private static final int CONNECTIONS = 32;

  @Option(names = "--items", defaultValue = "1000000", description = "Default ${DEFAULT-VALUE}.")
  private int items = 1_000_000;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Of each kind; default ${DEFAULT-VALUE}.")
  private int rounds = 3;

  @Option(names = "--home", hidden = true)
  private Path home = Path.of(System.getProperty("antipode.home", "."));

  @Override
  public Integer call() throws IOException {
    Path data = Files.createTempDirectory("antipode-restart-");
    Path log = Files.createTempFile("antipode-restart-", ".log");
    System.out.println("data " + data + ", server log " + log);
    List<String> options = List.of("--regions", REGION, "--data", data.toString());
    AntipodeUp server = AntipodeUp.start(home, log, options);
    AcknowledgedWrites writes =
        new AcknowledgedWrites(TABLE, "key", REGION, items, CONNECTIONS, 220);
    try {
      Tables.create(new ControlClient(server.address(), REGION), TABLE);
      try (LoadClient client = new LoadClient(server.address(), CONNECTIONS)) {
        while (writes.acknowledgedKeys() < writes.keys()) {
          Result result = client.run(writes, Plan.closedLoop(TimeUnit.SECONDS.toNanos(10)));
          System.out.printf(
              "%,d of %,d items loaded, %,.0f/s%n",
              writes.acknowledgedKeys(), writes.keys(), result.perSecond());
        }
      }
      for (boolean kill : new boolean[] {false, true}) {
        for (int round = 1; round <= rounds; round++) {
          if (kill) {
            server.kill();
          } else {
            server.close();
          }
          long startNs = System.nanoTime();
          server = AntipodeUp.start(home, log, options);
          long readyMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
          System.out.printf(
              "%s: ready in %,d ms%n", kill ? "after kill -9" : "after a clean stop", readyMs);
        }
      }
      long[] numbers =
          ItemReader.numbers(server.address(REGION), REGION, TABLE, writes.keys(), writes::name);
      long broken = 0;
      for (int key = 0; key < numbers.length; key++) {
        if (!writes.keeps(key, numbers[key])) {
          broken++;
        }
      }
      System.out.println(broken == 0 ? "every item is there" : broken + " ITEMS LOST");
      return broken == 0 ? 0 : 1;
    } finally {
      server.close();
    }
  }
}
