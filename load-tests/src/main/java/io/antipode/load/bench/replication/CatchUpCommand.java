package io.antipode.load.bench.replication;

import io.antipode.load.bench.data.Tables;
import io.antipode.load.bench.measure.ProgressLine;
import io.antipode.load.bench.measure.Scratch;
import io.antipode.load.http.LoadClient;
import io.antipode.load.http.Plan;
import io.antipode.load.report.ReportBuilder;
import io.antipode.load.report.ReportOption;
import io.antipode.load.report.RunReport.Mark;
import io.antipode.load.report.RunReport.MarkKind;
import io.antipode.load.target.AntipodeUp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How fast two regions agree again after their link was cut under load. */
@Command(
    name = "catch-up",
    description = "Writes on both sides of a cut link, then the time to equality after healing.")
public final class CatchUpCommand implements Callable<Integer> {
  private static final String TABLE = "catchup";
  private static final int CONNECTIONS = 16;
  private static final int ITEM_BYTES = 200;
  private static final int CONVERGE_SECONDS = 600;
  private static final long NUMBERS_PER_REGION = 1_000_000_000L;

  @Option(
      names = "--rate",
      defaultValue = "5000",
      description = "Writes/s in each of the two regions; default ${DEFAULT-VALUE}.")
  private int rate = 5_000;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long the link is cut; default ${DEFAULT-VALUE}.")
  private int seconds = 60;

  @Option(names = "--keys", defaultValue = "50000", description = "Default ${DEFAULT-VALUE}.")
  private int keys = 50_000;

  @Option(names = "--home", hidden = true)
  private Path home = Path.of(System.getProperty("antipode.home", "."));

  @Mixin private ReportOption reports = new ReportOption();

  @Override
  public Integer call() throws IOException {
    Scratch scratch = Scratch.create("catch-up");
    String data = scratch.data("up").toString();
    List<String> options =
        List.of("--regions", "us-east-1,eu-west-1", "--data", data, "--durability", "os");
    boolean held;
    try (AntipodeUp server = AntipodeUp.start(home, scratch.log(), options)) {
      Regions regions = Regions.of(server);
      Tables.createGlobal(regions.clients(), TABLE);
      ReportBuilder report =
          reports.begin(
              "%s cut for %d s under %,d writes/s on each side."
                  .formatted(regions.firstLink(), seconds, rate),
              home);
      regions.cutFirstLink(true);
      double cutAt = report.seconds();
      List<VersionedWrites> writes = load(regions, report);
      long backlog = writes.stream().mapToLong(VersionedWrites::acknowledgedCount).sum();
      report.mark(
          new Mark(MarkKind.FAULT, "cut-link", regions.firstLink(), cutAt, report.seconds()));
      double healedAt = report.seconds();
      regions.cutFirstLink(false);
      long equalMs = Tables.awaitEqualDigests(regions.clients(), TABLE, CONVERGE_SECONDS);
      report.mark(new Mark(MarkKind.PHASE, "phase", "catching up", healedAt, report.seconds()));
      report.fact("writes behind the cut", "%,d".formatted(backlog));
      report.fact("equal after healing", "%,d ms".formatted(equalMs));
      report.fact("caught up at", "%,.0f writes/s".formatted(backlog * 1e3 / Math.max(1, equalMs)));
      report.verdict(Winners.check(regions, TABLE, keys, writes));
      held = reports.end(report).held();
    }
    return scratch.end(held);
  }

  private List<VersionedWrites> load(Regions regions, ReportBuilder report) {
    List<VersionedWrites> writes = List.of(writes(regions, 0), writes(regions, 1));
    List<Thread> threads =
        List.of(
            Thread.ofPlatform().start(() -> load(regions, 0, writes.get(0), report)),
            Thread.ofPlatform().start(() -> load(regions, 1, writes.get(1), report)));
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    ProgressLine.clear();
    return writes;
  }

  private VersionedWrites writes(Regions regions, int region) {
    return new VersionedWrites(
        TABLE,
        regions.names().get(region),
        keys,
        CONNECTIONS,
        ITEM_BYTES,
        (region + 1) * NUMBERS_PER_REGION);
  }

  private void load(Regions regions, int region, VersionedWrites writes, ReportBuilder report) {
    String name = regions.names().get(region);
    try (LoadClient client = new LoadClient(regions.server().address(name), CONNECTIONS)) {
      client.run(
          writes,
          new Plan(0, TimeUnit.SECONDS.toNanos(seconds), rate),
          interval ->
              report.point(
                  "Throughput",
                  "writes/s",
                  name,
                  report.seconds(interval.toNs()),
                  interval.perSecond()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
