package io.antipode.load.bench.recovery;

import io.antipode.load.bench.data.Tables;
import io.antipode.load.bench.measure.Scratch;
import io.antipode.load.http.ControlClient;
import io.antipode.load.http.LoadClient;
import io.antipode.load.http.Plan;
import io.antipode.load.http.Result;
import io.antipode.load.report.ReportBuilder;
import io.antipode.load.report.ReportOption;
import io.antipode.load.report.RunReport.Mark;
import io.antipode.load.report.RunReport.MarkKind;
import io.antipode.load.target.AntipodeUp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * kill -9 at random moments under load: every acknowledged write must be there after the restart.
 */
@Command(
    name = "kill",
    description = "kill -9 at random moments under load, then reads everything back.")
public final class KillCommand implements Callable<Integer> {
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

  @Mixin private ReportOption reports = new ReportOption();

  @Option(names = "--home", hidden = true)
  private Path home = Path.of(System.getProperty("antipode.home", "."));

  @Override
  public Integer call() throws IOException {
    Scratch scratch = Scratch.create("kill");
    ReportBuilder report =
        reports.begin(
            "kill -9 at %d random moments under load, durability %s."
                .formatted(kills, String.join(" and ", modes)),
            home);
    for (String mode : modes) {
      run(mode, scratch, report);
    }
    return scratch.end(reports.end(report).held());
  }

  private void run(String mode, Scratch scratch, ReportBuilder report) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> options =
        List.of("--regions", REGION, "--data", scratch.data(mode).toString(), "--durability", mode);
    AcknowledgedWrites writes =
        new AcknowledgedWrites(TABLE, "key", REGION, keys, CONNECTIONS, 200);
    Survivors survivors = new Survivors(REGION, TABLE, writes);
    LongSummaryStatistics readyMs = new LongSummaryStatistics();
    long acknowledged = 0;
    AntipodeUp server = AntipodeUp.start(home, scratch.log(), options);
    try {
      Tables.create(new ControlClient(server.address(), REGION), TABLE);
      for (int kill = 1; kill <= kills; kill++) {
        long answers = loadUntilKilled(server, writes, random.nextLong(300, 3_000));
        acknowledged += answers;
        double killedAt = report.seconds();
        server = AntipodeUp.start(home, scratch.log(), options);
        double servesAt = report.seconds();
        report.mark(new Mark(MarkKind.FAULT, "kill-9", mode, killedAt, servesAt));
        readyMs.accept(Math.round((servesAt - killedAt) * 1e3));
        long broken = survivors.check(server.address(REGION));
        System.out.printf(
            "%s kill %d/%d: %,d writes acknowledged before, ready again in %,.0f ms, broken"
                + " promises %d%n",
            mode, kill, kills, answers, (servesAt - killedAt) * 1e3, broken);
      }
    } finally {
      server.close();
    }
    report.fact(mode + ": kills, acknowledged writes", "%,d, %,d".formatted(kills, acknowledged));
    report.fact(
        mode + ": ready again", "%,d to %,d ms".formatted(readyMs.getMin(), readyMs.getMax()));
    report.verdict(survivors.verdict("kill, " + mode));
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
}
