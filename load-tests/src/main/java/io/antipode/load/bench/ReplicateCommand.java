package io.antipode.load.bench;

import io.antipode.load.http.ControlClient;
import io.antipode.load.http.LoadClient;
import io.antipode.load.target.AntipodeUp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Conflicting writes in three regions at a fixed rate, with or without a cut link: everything
 * acknowledged must be accounted for, the greatest version must have won everywhere, and all
 * regions must become equal.
 */
@Command(
    name = "replicate",
    description =
        "Conflicting writes in three regions at a fixed rate; checks winners and equality.")
final class ReplicateCommand implements Callable<Integer> {
  private static final String TABLE = "replicate";
  private static final int CONNECTIONS = 16;
  private static final int PROBE_MS = 50;
  private static final long NUMBERS_PER_REGION = 1_000_000_000L;

  @Option(
      names = "--rate",
      defaultValue = "5000",
      description = "Writes/s per region; default ${DEFAULT-VALUE}.")
  private int rate = 5_000;

  @Option(names = "--seconds", defaultValue = "60", description = "Default ${DEFAULT-VALUE}.")
  private int seconds = 60;

  @Option(names = "--keys", defaultValue = "50000", description = "Default ${DEFAULT-VALUE}.")
  private int keys = 50_000;

  @Option(
      names = "--cut",
      description = "Cut the link between the first two regions all the while, then heal.")
  private boolean cut;

  @Option(names = "--home", hidden = true)
  private Path home = Path.of(System.getProperty("antipode.home", "."));

  @Override
  public Integer call() throws IOException {
    Path data = Files.createTempDirectory("antipode-replicate-");
    Path log = Files.createTempFile("antipode-replicate-", ".log");
    System.out.println("data " + data + ", server log " + log);
    try (AntipodeUp server =
        AntipodeUp.start(home, log, List.of("--data", data.toString(), "--durability", "os"))) {
      List<String> regions = List.copyOf(server.regions().keySet());
      List<ControlClient> clients =
          regions.stream()
              .map(region -> new ControlClient(server.address(region), region))
              .toList();
      Tables.createGlobal(clients, TABLE);
      if (cut) {
        fault(clients, true);
      }
      List<VersionedWrites> writes = load(server, regions);
      if (cut) {
        System.out.println("healing");
        fault(clients, false);
      }
      long equalMs = Tables.awaitEqualDigests(clients, TABLE, 120);
      System.out.printf(
          "equal digests %,d ms after %s%n", equalMs, cut ? "healing" : "the last write");
      System.out.println(
          "conflicts: " + clients.stream().map(ReplicateCommand::conflicts).toList());
      long wrong = check(server, regions, writes);
      System.out.println(
          wrong == 0 ? "every item shows its winner in every region" : wrong + " WRONG WINNERS");
      return wrong == 0 ? 0 : 1;
    }
  }

  private static void fault(List<ControlClient> clients, boolean on) {
    ControlClient.Answer answer =
        clients
            .getFirst()
            .post(
                "/_antipode/faults",
                "{\"link\":{\"from\":\"%s\",\"to\":\"%s\"},\"cut\":%b}"
                    .formatted(clients.get(0).region(), clients.get(1).region(), on));
    if (answer.status() != 200) {
      throw new IllegalStateException("faults: " + answer);
    }
  }

  private static String conflicts(ControlClient client) {
    return client
            .get("/_antipode/metrics")
            .body()
            .lines()
            .filter(line -> line.contains("conflicts") && !line.startsWith("#"))
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .mapToDouble(Double::parseDouble)
            .sum()
        + "";
  }

  private List<VersionedWrites> load(AntipodeUp server, List<String> regions) {
    List<VersionedWrites> all = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (String region : regions) {
      VersionedWrites writes =
          new VersionedWrites(
              TABLE, region, keys, CONNECTIONS, 200, (all.size() + 1) * NUMBERS_PER_REGION);
      all.add(writes);
      InetSocketAddress address = server.address(region);
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (LoadClient client = new LoadClient(address, CONNECTIONS)) {
                      LoadClient.Result result =
                          client.run(writes, TimeUnit.SECONDS.toNanos(seconds), rate);
                      System.out.printf(
                          "%s: %,d acknowledged, %,.0f/s, p50 %.2f ms, p99 %.2f ms, errors %d%n",
                          region,
                          writes.acknowledgedCount(),
                          result.perSecond(),
                          result.millis(50),
                          result.millis(99),
                          result.errors());
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  }));
    }
    if (!cut) {
      threads.add(Thread.ofPlatform().start(() -> probeLag(server, regions)));
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    return all;
  }

  /** From outside: a marker is put in one region and read in the next until it shows. */
  private void probeLag(AntipodeUp server, List<String> regions) {
    Histogram lagNs = new Histogram(60_000_000_000L, 3);
    ControlClient from = new ControlClient(server.address(regions.get(0)), regions.get(0));
    ControlClient to = new ControlClient(server.address(regions.get(1)), regions.get(1));
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (int i = 1; System.nanoTime() < endNs; i++) {
      from.call(
          "PutItem",
          "{\"TableName\":\"%s\",\"Item\":{\"pk\":{\"S\":\"probe\"},\"n\":{\"N\":\"%d\"}}}"
              .formatted(TABLE, i));
      long startNs = System.nanoTime();
      String wanted = "\"n\":{\"N\":\"" + i + "\"}";
      while (!to.call(
              "GetItem", "{\"TableName\":\"" + TABLE + "\",\"Key\":{\"pk\":{\"S\":\"probe\"}}}")
          .contains(wanted)) {
        Thread.onSpinWait();
      }
      lagNs.recordValue(System.nanoTime() - startNs);
      try {
        Thread.sleep(PROBE_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    System.out.printf(
        "lag %s to %s, seen by a reader: %d probes, p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
        regions.get(0),
        regions.get(1),
        lagNs.getTotalCount(),
        lagNs.getValueAtPercentile(50) / 1e6,
        lagNs.getValueAtPercentile(99) / 1e6,
        lagNs.getMaxValue() / 1e6);
  }

  private long check(AntipodeUp server, List<String> regions, List<VersionedWrites> writes)
      throws IOException {
    IntFunction<String> name = key -> "key" + key;
    long wrong = 0;
    for (String region : regions) {
      long[] numbers = ItemReader.numbers(server.address(region), region, TABLE, keys, name);
      for (int key = 0; key < keys; key++) {
        VersionedWrites.Write winner = null;
        boolean maybe = false;
        for (VersionedWrites each : writes) {
          VersionedWrites.Write write = each.newest().get(key);
          if (write != null && (winner == null || write.compareTo(winner) > 0)) {
            winner = write;
          }
          maybe |= Integer.valueOf(key).equals(each.unanswered().get(numbers[key]));
        }
        long expected = winner == null ? 0 : winner.number();
        if (numbers[key] != expected && !maybe) {
          wrong++;
          System.out.printf(
              "  %s in %s: shows %d, winner %s%n", name.apply(key), region, numbers[key], winner);
        }
      }
    }
    return wrong;
  }
}
