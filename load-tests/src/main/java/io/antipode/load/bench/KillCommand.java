package io.antipode.load.bench;

import io.antipode.load.http.ControlClient;
import io.antipode.load.http.LoadClient;
import io.antipode.load.http.Plan;
import io.antipode.load.http.Result;
import io.antipode.load.target.AntipodeUp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * kill -9 at random moments under load: every acknowledged write must be there after the restart.
 */
@Command(
    name = "kill",
    description = "kill -9 at random moments under load, then reads everything back.")
final class KillCommand implements Callable<Integer> {
  private static final String REGION = "us-east-1";
  private static final String TABLE = "kill";
  private static final int CONNECTIONS = 32;

  @Option(
      names = "--kills",
      defaultValue = "20",
      description = "Per durability mode; default ${DEFAULT-VALUE}.")
  private int kills = 20;

  @Option(names = "--keys", defaultValue = "20000", description = "Default ${DEFAULT-VALUE}.")
  private int keys = 20_000;

  @Option(
      names = "--durability",
      split = ",",
      defaultValue = "os,fsync",
      description = "Default ${DEFAULT-VALUE}.")
  private List<String> modes = List.of("os", "fsync");

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the moments; default ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(names = "--home", hidden = true)
  private Path home = Path.of(System.getProperty("antipode.home", "."));

  @Override
  public Integer call() throws IOException {
    long lost = 0;
    for (String mode : modes) {
      lost += run(mode);
    }
    System.out.println(lost == 0 ? "nothing acknowledged was lost" : lost + " PROMISES BROKEN");
    return lost == 0 ? 0 : 1;
  }

  private long run(String mode) throws IOException {
    Path data = Files.createTempDirectory("antipode-kill-");
    Path log = Files.createTempFile("antipode-kill-", ".log");
    System.out.println("durability " + mode + ", data " + data + ", server log " + log);
    SplittableRandom random = new SplittableRandom(seed);
    List<String> options =
        List.of("--regions", REGION, "--data", data.toString(), "--durability", mode);
    AcknowledgedWrites writes =
        new AcknowledgedWrites(TABLE, "key", REGION, keys, CONNECTIONS, 200);
    long lost = 0;
    AntipodeUp server = AntipodeUp.start(home, log, options);
    try {
      Tables.create(new ControlClient(server.address(), REGION), TABLE);
      for (int kill = 1; kill <= kills; kill++) {
        long answers = loadUntilKilled(server, writes, random.nextLong(300, 3_000));
        long startNs = System.nanoTime();
        server = AntipodeUp.start(home, log, options);
        long restartMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
        long broken = check(server.address(REGION), writes);
        lost += broken;
        System.out.printf(
            "%s kill %d/%d: %,d writes acknowledged before, ready again in %,d ms, broken promises"
                + " %d%n",
            mode, kill, kills, answers, restartMs, broken);
      }
    } finally {
      server.close();
    }
    return lost;
  }

  private static long loadUntilKilled(AntipodeUp server, AcknowledgedWrites writes, long afterMs)
      throws IOException {
    Thread killer =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    Thread.sleep(afterMs);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  server.kill();
                });
    try (LoadClient client = new LoadClient(server.address(), CONNECTIONS)) {
      Result result = client.run(writes, Plan.closedLoop(TimeUnit.SECONDS.toNanos(60)));
      killer.join();
      return result.answers();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static long check(InetSocketAddress address, AcknowledgedWrites writes)
      throws IOException {
    long[] numbers = ItemReader.numbers(address, REGION, TABLE, writes.keys(), writes::name);
    long broken = 0;
    for (int key = 0; key < numbers.length; key++) {
      if (!writes.keeps(key, numbers[key])) {
        broken++;
        System.out.printf(
            "  %s: stored %d, acknowledged %d%n",
            writes.name(key), numbers[key], writes.acknowledged(key));
      }
      writes.settle(key, numbers[key]);
    }
    return broken;
  }
}
