package io.antipode.load.bench.replication;

import io.antipode.load.bench.data.Tables;
import io.antipode.load.bench.measure.ProgressLine;
import io.antipode.load.bench.measure.Scratch;
import io.antipode.load.http.ControlClient;
import io.antipode.load.http.LoadClient;
import io.antipode.load.http.Plan;
import io.antipode.load.http.Result;
import io.antipode.load.http.Watcher;
import io.antipode.load.report.ReportBuilder;
import io.antipode.load.report.ReportOption;
import io.antipode.load.report.RunReport.Mark;
import io.antipode.load.report.RunReport.MarkKind;
import io.antipode.load.target.AntipodeUp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Conflicting writes in three regions at a fixed rate, with or without a cut link: everything
 * acknowledged must be accounted for, the greatest version must have won everywhere, and all
 * regions must become equal.
 */
@Command(
    name = "replicate",
    description = "Conflicting writes in three regions at a fixed rate; lag, winners and equality.")
public final class ReplicateCommand implements Callable<Integer> {
  private static final String TABLE = "replicate";
  private static final int CONNECTIONS = 16;
  private static final int ITEM_BYTES = 200;
  private static final long NUMBERS_PER_REGION = 1_000_000_000L;

  @Option(
      names = "--rate",
      defaultValue = "5000",
      description = "Writes/s per region; default ${DEFAULT-VALUE}.")
  private int rate = 5_000;

  @Option(names = "--seconds", defaultValue = "60", description = "Default ${DEFAULT-VALUE}.")
  private int seconds = 60;

  @Option(
      names = "--warm-up",
      defaultValue = "30",
      description =
          "Seconds of the same load before, which count for correctness alone; what they owe at"
              + " their end is not sent. Default ${DEFAULT-VALUE}.")
  private int warmUpSeconds = 30;

  @Option(names = "--keys", defaultValue = "50000", description = "Default ${DEFAULT-VALUE}.")
  private int keys = 50_000;

  @Option(
      names = "--cut",
      description = "Cut the link between the first two regions after the warm-up, then heal.")
  private boolean cut;

  @Option(names = "--home", hidden = true)
  private Path home = Path.of(System.getProperty("antipode.home", "."));

  @Mixin private ReportOption reports = new ReportOption();

  @Override
  public Integer call() throws IOException {
    Scratch scratch = Scratch.create("replicate");
    List<String> options = List.of("--data", scratch.data("up").toString(), "--durability", "os");
    boolean held;
    try (AntipodeUp server = AntipodeUp.start(home, scratch.log(), options)) {
      Regions regions = Regions.of(server);
      Tables.createGlobal(regions.clients(), TABLE);
      ReportBuilder report =
          reports.begin(
              "%,d writes/s in each of %s over %,d shared keys%s."
                  .formatted(
                      rate,
                      String.join(", ", regions.names()),
                      keys,
                      cut ? ", with " + regions.firstLink() + " cut" : ""),
              home);
      List<VersionedWrites> writes = load(regions, report);
      double from = report.seconds();
      if (cut) {
        regions.cutFirstLink(false);
      }
      long equalMs = Tables.awaitEqualDigests(regions.clients(), TABLE, 120);
      report.mark(new Mark(MarkKind.PHASE, "phase", "converging", from, report.seconds()));
      report.fact(
          "equal digests after " + (cut ? "healing" : "the last write"),
          "%,d ms".formatted(equalMs));
      for (ControlClient client : regions.clients()) {
        report.fact(
            "conflicts in " + client.region(), "%,.0f".formatted(Regions.conflicts(client)));
      }
      report.verdict(Winners.check(regions, TABLE, keys, writes));
      held = reports.end(report).held();
    }
    return scratch.end(held);
  }

  private List<VersionedWrites> load(Regions regions, ReportBuilder report) throws IOException {
    List<VersionedWrites> all = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    long countFromNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(warmUpSeconds);
    long endNs = countFromNs + TimeUnit.SECONDS.toNanos(seconds);
    double from = report.seconds();
    double counted = report.seconds(countFromNs);
    if (warmUpSeconds > 0) {
      report.mark(new Mark(MarkKind.PHASE, "phase", "warm-up", from, counted));
    }
    for (String region : regions.names()) {
      VersionedWrites writes =
          new VersionedWrites(
              TABLE, region, keys, CONNECTIONS, ITEM_BYTES, (all.size() + 1) * NUMBERS_PER_REGION);
      all.add(writes);
      threads.add(Thread.ofPlatform().start(() -> load(regions, region, writes, report)));
    }
    LagProbe probe = new LagProbe(regions.server().regions(), TABLE, report);
    if (cut) {
      threads.add(Thread.ofPlatform().start(() -> cutAt(countFromNs, regions)));
      report.mark(
          new Mark(
              MarkKind.FAULT, "cut-link", regions.firstLink(), counted, report.seconds(endNs)));
    } else {
      threads.add(Thread.ofPlatform().start(() -> probe.run(countFromNs, endNs)));
    }
    threads.forEach(ReplicateCommand::join);
    ProgressLine.clear();
    if (!cut) {
      probe.fillReport();
    }
    return all;
  }

  private void load(Regions regions, String region, VersionedWrites writes, ReportBuilder report) {
    Watcher line =
        region.equals(regions.names().getFirst())
            ? ProgressLine.of(region, warmUpSeconds + (double) seconds)
            : Watcher.NONE;
    Watcher watcher =
        interval -> {
          line.second(interval);
          double at = report.seconds(interval.toNs());
          report.point("Throughput", "writes/s", region, at, interval.perSecond());
          report.point("Latency p99", "ms", region, at, interval.p99Ns() / 1e6);
        };
    try (LoadClient client = new LoadClient(regions.server().address(region), CONNECTIONS)) {
      client.run(writes, Plan.ofSeconds(0, warmUpSeconds, rate), watcher);
      Result result = client.run(writes, Plan.ofSeconds(0, seconds, rate), watcher);
      report.fact(
          region,
          "%,.0f/s, p50 %.2f, p99 %.2f ms"
              .formatted(result.perSecond(), result.millis(50), result.millis(99)));
      if (result.errors() + result.unsent() > 0) {
        report.fact(region + ": errors, never sent", result.errors() + ", " + result.unsent());
      }
      report.latency("PutItem", region, result.all());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void cutAt(long momentNs, Regions regions) {
    try {
      TimeUnit.NANOSECONDS.sleep(momentNs - System.nanoTime());
      regions.cutFirstLink(true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
