package io.antipode.load.stranger;

import io.antipode.load.target.AntipodeUp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Strangers at the ports of a process of its own, for a while, and what has become of it. */
public final class Visit {
  /** Before it, memory still comes into use for the first time. */
  private static final double WARM_UP = 0.25;

  /** What buffers and code may still take. */
  private static final long MAX_GROWTH_KB = 100 << 10;

  private static final double MAX_P99_MS = 100;
  private static final long READ_EVERY_MS = 5;
  private static final String REGION = "us-east-1";

  private Visit() {}

  /**
   * What was found.
   *
   * @param connections of strangers
   * @param wrong what should not be; empty where all is well
   */
  public record Outcome(
      long connections, double p99Ms, long warmKb, long endKb, List<String> wrong) {
    @Override
    public String toString() {
      return "%,d connections of strangers, reads' p99 %.1f ms, %,d MB, then %,d MB resident%s"
          .formatted(
              connections,
              p99Ms,
              warmKb >> 10,
              endKb >> 10,
              wrong.isEmpty() ? "" : ": " + String.join("; ", wrong));
    }
  }

  /**
   * Starts a store, lets strangers in, and looks.
   *
   * @param home the repository's top folder
   * @param folder for data and log
   * @param heap of the store, as of {@code -Xmx}
   * @param progress hears how it stands, now and then
   */
  public static Outcome of(
      Path home,
      Path folder,
      String heap,
      int crowd,
      long seed,
      long seconds,
      Consumer<String> progress)
      throws IOException, InterruptedException {
    List<String> options =
        List.of("--regions", REGION + ",eu-west-1", "--data", folder.resolve("data").toString());
    try (AntipodeUp up =
            AntipodeUp.start(home, folder.resolve("log"), List.of("-Xmx" + heap), options);
        Householder client = new Householder(up.address(), REGION, up.pid())) {
      client.moveIn();
      String before = client.inventory();
      List<Integer> ports = List.copyOf(BoundPorts.of(up.pid()));
      progress.accept("ports " + ports);
      long startNs = System.nanoTime();
      long endNs = startNs + TimeUnit.SECONDS.toNanos(seconds);
      long warmNs = startNs + (long) (WARM_UP * TimeUnit.SECONDS.toNanos(seconds));
      long warmKb = 0;
      long connections;
      try (Strangers strangers = new Strangers(ports, crowd, seed)) {
        for (long now = startNs; now < endNs; now = System.nanoTime()) {
          client.read();
          if (warmKb == 0 && now > warmNs) {
            warmKb = client.residentKb();
          }
          progress.accept("%,d connections of strangers".formatted(strangers.spoken()));
          Thread.sleep(READ_EVERY_MS);
        }
        connections = strangers.spoken();
      }
      long endKb = client.residentKb();
      return new Outcome(
          connections,
          client.p99Ms(),
          warmKb,
          endKb,
          wrong(before.equals(client.inventory()), client.p99Ms(), warmKb, endKb));
    }
  }

  private static List<String> wrong(boolean unchanged, double p99Ms, long warmKb, long endKb) {
    List<String> wrong = new ArrayList<>();
    if (!unchanged) {
      wrong.add("something has changed");
    }
    if (p99Ms > MAX_P99_MS) {
      wrong.add("reads waited");
    }
    if (endKb > warmKb + MAX_GROWTH_KB) {
      wrong.add("memory grows");
    }
    return wrong;
  }
}
