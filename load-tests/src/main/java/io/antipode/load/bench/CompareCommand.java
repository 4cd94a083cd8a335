package io.antipode.load.bench;

import io.antipode.load.http.ControlClient;
import io.antipode.load.http.LoadClient;
import io.antipode.load.http.LoadClient.Result;
import io.antipode.load.target.Addresses;
import io.antipode.load.target.AntipodeUp;
import io.antipode.load.target.DynamoDbLocal;
import io.antipode.load.target.EchoServer;
import io.antipode.load.target.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Two targets and the bare echo, alternately in one run on one machine: throughput, p99 and their
 * ratios.
 */
@Command(
    name = "compare",
    description = "Get, Put, Update and Query against another DynamoDB endpoint, with ratios.")
final class CompareCommand implements Callable<Integer> {
  private static final String REGION = "us-east-1";

  /** Bytes that an echo answers: about what a GetItem of a 256-byte item does. */
  private static final int ECHO_BYTES = 330;

  @Option(
      names = "--target",
      description =
          "URL of the endpoint to measure; without it an Antipode of one region is started.")
  private @Nullable URI target;

  @Option(
      names = "--against",
      defaultValue = "dynamodb-local",
      description = "dynamodb-local (default) or a URL.")
  private String against = "dynamodb-local";

  @Option(names = "--connections", defaultValue = "32", description = "Default ${DEFAULT-VALUE}.")
  private int connections = 32;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "Per round; default ${DEFAULT-VALUE}.")
  private int seconds = 5;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      description = "Seconds of warm-up per operation and target; default ${DEFAULT-VALUE}.")
  private int warmUpSeconds = 10;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Default ${DEFAULT-VALUE}; the best counts.")
  private int rounds = 3;

  @Option(names = "--items", defaultValue = "10000", description = "Default ${DEFAULT-VALUE}.")
  private int items = 10_000;

  @Option(names = "--item-bytes", defaultValue = "256", description = "Default ${DEFAULT-VALUE}.")
  private int itemBytes = 256;

  @Option(names = "--home", hidden = true)
  private Path home = Path.of(System.getProperty("antipode.home", "."));

  @Override
  public Integer call() throws IOException {
    Path log = Files.createTempFile("antipode-bench-", ".log");
    System.out.println("server logs: " + log);
    try (Target ours = ours(log);
        Target theirs = theirs();
        Target echo = EchoServer.start(ECHO_BYTES, log)) {
      List<Target> targets = List.of(ours, theirs, echo);
      String value = "v".repeat(Math.max(1, itemBytes - 24));
      for (Target each : List.of(ours, theirs)) {
        System.out.println("loading " + each.name() + " …");
        Profile.prepare(new ControlClient(each.address(), REGION), items, value);
      }
      Map<Profile, List<Result>> best = new EnumMap<>(Profile.class);
      for (Profile profile : Profile.values()) {
        best.put(profile, measure(profile, targets, value));
      }
      print(best, targets);
    }
    return 0;
  }

  private Target ours(Path log) throws IOException {
    if (target != null) {
      return new Target.Running(target.toString(), Addresses.of(target));
    }
    Path data = Files.createTempDirectory("antipode-bench-");
    return AntipodeUp.start(
        home, log, List.of("--regions", REGION, "--data", data.toString(), "--durability", "os"));
  }

  private Target theirs() {
    if (against.equals("dynamodb-local")) {
      return DynamoDbLocal.start(home);
    }
    URI uri = URI.create(against);
    return new Target.Running(against, Addresses.of(uri));
  }

  /**
   * The best round of each target, alternating between them so that the machine's moods hit all
   * alike.
   */
  private List<Result> measure(Profile profile, List<Target> targets, String value)
      throws IOException {
    for (Target each : targets) {
      round(profile, each, value, warmUpSeconds);
    }
    List<@Nullable Result> best = new ArrayList<>();
    targets.forEach(each -> best.add(null));
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < targets.size(); i++) {
        Result result = round(profile, targets.get(i), value, seconds);
        System.out.printf(
            "%-10s %-16s %,9.0f/s  p50 %.2f ms  p99 %.2f ms  errors %d%n",
            profile.action(),
            targets.get(i).name(),
            result.perSecond(),
            result.millis(50),
            result.millis(99),
            result.errors());
        Result before = best.get(i);
        if (before == null || result.perSecond() > before.perSecond()) {
          best.set(i, result);
        }
      }
    }
    return best.stream().map(java.util.Objects::requireNonNull).toList();
  }

  private Result round(Profile profile, Target each, String value, int durationSeconds)
      throws IOException {
    try (LoadClient client = new LoadClient(each.address(), connections)) {
      return client.run(
          profile.traffic(REGION, items, value), TimeUnit.SECONDS.toNanos(durationSeconds), 0);
    }
  }

  private void print(Map<Profile, List<Result>> best, List<Target> targets) {
    System.out.printf(
        "%n%d connections, %d-byte items, best of %d rounds of %d s; ratio = %s / %s%n%n",
        connections, itemBytes, rounds, seconds, targets.get(0).name(), targets.get(1).name());
    System.out.println(
        "| operation | ours /s | p99 ms | theirs /s | p99 ms | ratio | of bare echo |");
    System.out.println("|---|---|---|---|---|---|---|");
    best.forEach(
        (profile, results) ->
            System.out.printf(
                "| %s | %,.0f | %.2f | %,.0f | %.2f | **%.1f** | %.2f |%n",
                profile.action(),
                results.get(0).perSecond(),
                results.get(0).millis(99),
                results.get(1).perSecond(),
                results.get(1).millis(99),
                results.get(0).perSecond() / results.get(1).perSecond(),
                results.get(0).perSecond() / results.get(2).perSecond()));
  }
}
