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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How long a region with many items takes to serve again, after an orderly stop and after kill -9.
 */
@Command(name = "restart", description = "Time from start to ready with many items on disk.")
public final class RestartCommand implements Callable<Integer> {
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

  @Mixin private ReportOption reports = new ReportOption();

  @Option(names = "--home", hidden = true)
  private Path home = Path.of(System.getProperty("antipode.home", "."));

  @Override
  public Integer call() throws IOException {
    Scratch scratch = Scratch.create("restart");
    List<String> options = List.of("--regions", REGION, "--data", scratch.data("up").toString());
    AcknowledgedWrites writes =
        new AcknowledgedWrites(TABLE, "key", REGION, items, CONNECTIONS, 220);
    ReportBuilder report =
        reports.begin(
            "Restarts of a region with %,d items: %d orderly, %d after kill -9."
                .formatted(items, rounds, rounds),
            home);
    AntipodeUp server = AntipodeUp.start(home, scratch.log(), options);
    try {
      load(server, writes);
      for (boolean kill : new boolean[] {false, true}) {
        String kind = kill ? "after kill -9" : "after a clean stop";
        List<String> readyMs = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
          if (kill) {
            server.kill();
          } else {
            server.close();
          }
          double from = report.seconds();
          server = AntipodeUp.start(home, scratch.log(), options);
          double to = report.seconds();
          report.mark(new Mark(MarkKind.FAULT, "restart", kind, from, to));
          readyMs.add("%,.0f".formatted((to - from) * 1e3));
          System.out.println(kind + ": ready in " + readyMs.getLast() + " ms");
        }
        report.fact("ready " + kind, String.join(", ", readyMs) + " ms");
      }
      Survivors survivors = new Survivors(REGION, TABLE, writes);
      survivors.check(server.address(REGION));
      report.verdict(survivors.verdict("restart"));
    } finally {
      server.close();
    }
    return scratch.end(reports.end(report).held());
  }

  private static void load(AntipodeUp server, AcknowledgedWrites writes) throws IOException {
    Tables.create(new ControlClient(server.address(), REGION), TABLE);
    try (LoadClient client = new LoadClient(server.address(), CONNECTIONS)) {
      while (writes.acknowledgedKeys() < writes.keys()) {
        Result result = client.run(writes, Plan.closedLoop(TimeUnit.SECONDS.toNanos(10)));
        System.out.printf(
            "%,d of %,d items loaded, %,.0f/s%n",
            writes.acknowledgedKeys(), writes.keys(), result.perSecond());
      }
    }
  }
}
