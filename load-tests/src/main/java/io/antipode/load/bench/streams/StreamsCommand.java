package io.antipode.load.bench.streams;

import io.antipode.load.bench.measure.Scratch;
import io.antipode.load.bench.measure.TargetOptions;
import io.antipode.load.http.ControlClient;
import io.antipode.load.http.LoadClient;
import io.antipode.load.http.Plan;
import io.antipode.load.http.Result;
import io.antipode.load.report.ReportBuilder;
import io.antipode.load.report.ReportOption;
import io.antipode.load.report.RunReport.Outcome;
import io.antipode.load.report.RunReport.Verdict;
import io.antipode.load.target.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A consumer of a table's stream beside writers: its throughput and how far behind it is. */
@Command(
    name = "streams",
    description = "Writes at a rate, consumes the stream by GetRecords; delay and completeness.")
public final class StreamsCommand implements Callable<Integer> {
  private static final String TABLE = "bench_stream";
  private static final int CONNECTIONS = 16;
  private static final int ITEM_BYTES = 200;
  private static final int KEYS = 10_000;
  private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(60);

  @Option(
      names = "--rate",
      defaultValue = "5000",
      description = "Writes/s; default ${DEFAULT-VALUE}.")
  private int rate = 5_000;

  @Option(names = "--seconds", defaultValue = "30", description = "Default ${DEFAULT-VALUE}.")
  private int seconds = 30;

  @Option(names = "--home", hidden = true)
  private Path home = Path.of(System.getProperty("antipode.home", "."));

  @Mixin private TargetOptions target = new TargetOptions();
  @Mixin private ReportOption reports = new ReportOption();

  @Override
  public Integer call() throws IOException {
    Scratch scratch = Scratch.create("streams");
    boolean held;
    try (Target endpoint = target.start(home, scratch)) {
      createTable(new ControlClient(endpoint.address(), target.region));
      ReportBuilder report =
          reports.begin(
              "%,d writes/s and one consumer of the stream on %s.".formatted(rate, endpoint.name()),
              home);
      held = measure(endpoint, report);
    }
    return scratch.end(held);
  }

  private static void createTable(ControlClient client) {
    client.call(
        "CreateTable",
        """
        {"TableName":"%s","BillingMode":"PAY_PER_REQUEST",
         "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
         "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],
         "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}}\
        """
            .formatted(TABLE));
  }

  private boolean measure(Target endpoint, ReportBuilder report) throws IOException {
    long originNs = System.nanoTime();
    TimedPuts puts = new TimedPuts(TABLE, target.region, KEYS, CONNECTIONS, ITEM_BYTES, originNs);
    AtomicBoolean written = new AtomicBoolean();
    Thread writer = Thread.ofPlatform().start(() -> write(endpoint, puts, report, written));
    try (StreamReaders consumer =
        new StreamReaders(endpoint.address(), target.region, TABLE, originNs)) {
      long deadlineNs = Long.MAX_VALUE;
      long secondNs = originNs;
      long before = 0;
      while (!written.get()
          || (consumer.records() < puts.acknowledged() && System.nanoTime() < deadlineNs)) {
        consumer.poll();
        long nowNs = System.nanoTime();
        if (written.get() && deadlineNs == Long.MAX_VALUE) {
          deadlineNs = nowNs + DRAIN_NS;
        }
        if (nowNs - secondNs >= TimeUnit.SECONDS.toNanos(1)) {
          double perSecond = (consumer.records() - before) * 1e9 / (nowNs - secondNs);
          report.point("Throughput", "/s", "records read", report.seconds(nowNs), perSecond);
          before = consumer.records();
          secondNs = nowNs;
        }
      }
      writer.join();
      report.latency("Stream", "from sending a write to reading its record", consumer.delayNs());
      report.fact("records read", "%,d".formatted(consumer.records()));
      report.fact("GetRecords calls", "%,d".formatted(consumer.calls()));
      report.fact(
          "delay p50 / p99",
          "%.1f / %.1f ms"
              .formatted(
                  consumer.delayNs().getValueAtPercentile(50) / 1e6,
                  consumer.delayNs().getValueAtPercentile(99) / 1e6));
      // A write whose answer was lost may have its record or not.
      boolean complete =
          consumer.records() >= puts.acknowledged() && consumer.records() <= puts.sent();
      report.verdict(
          new Verdict(
              "streams",
              "one record for each acknowledged change",
              complete ? Outcome.HELD : Outcome.VIOLATED,
              "%,d writes, %,d records of %d shards"
                  .formatted(puts.acknowledged(), consumer.records(), consumer.shards()),
              List.of()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return reports.end(report).held();
  }

  private void write(Target endpoint, TimedPuts puts, ReportBuilder report, AtomicBoolean written) {
    try (LoadClient client = new LoadClient(endpoint.address(), CONNECTIONS)) {
      Result result =
          client.run(
              puts,
              new Plan(0, TimeUnit.SECONDS.toNanos(seconds), rate),
              interval ->
                  report.point(
                      "Throughput",
                      "/s",
                      "writes",
                      report.seconds(interval.toNs()),
                      interval.perSecond()));
      report.latency("Stream", "PutItem", result.all());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      written.set(true);
    }
  }
}
