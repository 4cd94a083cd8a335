package io.antipode.load.bench.replication;

import io.antipode.load.http.DynamoRequest;
import io.antipode.load.http.RequestTemplate;
import io.antipode.load.http.SingleConnection;
import io.antipode.load.report.ReportBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Replication lag as a reader sees it, for every link: a marker is put in one region, and each
 * other region is read about every millisecond until it shows. Between markers it sleeps, so that
 * it costs the machine little. Its own thread.
 */
final class LagProbe {
  private static final int DIGITS = 10;
  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long BETWEEN_NS = TimeUnit.MILLISECONDS.toNanos(40);
  private static final long GIVE_UP_NS = TimeUnit.SECONDS.toNanos(5);

  private final String table;
  private final List<String> regions;
  private final List<SingleConnection> connections = new ArrayList<>();
  private final List<RequestTemplate> puts = new ArrayList<>();
  private final List<byte[]> gets = new ArrayList<>();
  private final Map<String, Histogram> lagNs = new LinkedHashMap<>();
  private final ReportBuilder report;
  private long markers;
  private long missed;

  LagProbe(Map<String, InetSocketAddress> addresses, String table, ReportBuilder report)
      throws IOException {
    this.table = table;
    this.report = report;
    regions = List.copyOf(addresses.keySet());
    String key = "{\"S\":\"probe\"}";
    for (String region : regions) {
      connections.add(
          new SingleConnection(java.util.Objects.requireNonNull(addresses.get(region))));
      puts.add(
          new RequestTemplate(
              new DynamoRequest("PutItem", region),
              "{\"TableName\":\"%s\",\"Item\":{\"pk\":%s,\"n\":{\"N\":\"%s\"}}}"
                  .formatted(table, key, "#".repeat(DIGITS))));
      gets.add(
          new DynamoRequest("GetItem", region)
              .with("{\"TableName\":\"%s\",\"Key\":{\"pk\":%s}}".formatted(table, key)));
    }
  }

  /**
   * Probes from each region in turn until it is time to end.
   *
   * @param countFromNs what is seen before this moment of {@link System#nanoTime} is drawn but not
   *     counted
   */
  void run(long countFromNs, long endNs) {
    try {
      for (int from = 0; System.nanoTime() < endNs; from = (from + 1) % regions.size()) {
        probe(from, countFromNs);
        LockSupport.parkNanos(BETWEEN_NS);
      }
      for (SingleConnection connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void probe(int from, long countFromNs) throws IOException {
    long marker = ++markers;
    connections.get(from).call(puts.get(from).set(0, marker).bytes());
    long startNs = System.nanoTime();
    List<Integer> waiting = new ArrayList<>();
    for (int to = 0; to < regions.size(); to++) {
      if (to != from) {
        waiting.add(to);
      }
    }
    while (!waiting.isEmpty() && System.nanoTime() - startNs < GIVE_UP_NS) {
      waiting.removeIf(to -> seen(from, to, marker, startNs, countFromNs));
      if (!waiting.isEmpty()) {
        LockSupport.parkNanos(POLL_NS);
      }
    }
    missed += waiting.size();
  }

  private boolean seen(int from, int to, long marker, long startNs, long countFromNs) {
    String body;
    try {
      body = connections.get(to).call(gets.get(to)).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!body.contains("\"N\":\"" + marker + "\"")) {
      return false;
    }
    long nowNs = System.nanoTime();
    String link = regions.get(from) + " → " + regions.get(to);
    report.point("Replication lag", "ms", link, report.seconds(nowNs), (nowNs - startNs) / 1e6);
    if (startNs >= countFromNs) {
      lagNs
          .computeIfAbsent(link, each -> new Histogram(TimeUnit.MINUTES.toNanos(1), 3))
          .recordValue(nowNs - startNs);
    }
    return true;
  }

  /** After {@link #run}: the links' histograms into the report. */
  void fillReport() {
    Histogram all = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    lagNs.forEach(
        (link, histogram) -> {
          report.latency("Replication lag (" + table + ")", link, histogram);
          all.add(histogram);
        });
    report.fact(
        "replication lag p50 / p99, %,d markers".formatted(all.getTotalCount()),
        "%.1f / %.1f ms"
            .formatted(all.getValueAtPercentile(50) / 1e6, all.getValueAtPercentile(99) / 1e6));
    if (missed > 0) {
      report.fact("markers not seen within 5 s", Long.toString(missed));
    }
  }
}
