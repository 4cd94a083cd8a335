package io.antipode.load.realtime;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Counts answers and measures them, region by region. Any thread. */
public final class Traffic {
  private static final long MAX_NS = 60_000_000_000L;

  private long ok;
  private long refused;
  private long unknown;
  private final Map<String, Long> okByRegion = new TreeMap<>();
  private final Map<String, Histogram> latencyNs = new TreeMap<>();

  /** So far. */
  public record Counts(long ok, long refused, long unknown) {
    public long all() {
      return ok + refused + unknown;
    }
  }

  synchronized void answered(String region, int status, long elapsedNs) {
    if (status == 0 || status >= 500) {
      unknown++;
      return;
    }
    if (status == 200) {
      ok++;
      okByRegion.merge(region, 1L, Long::sum);
    } else {
      refused++;
    }
    latencyNs
        .computeIfAbsent(region, r -> new Histogram(MAX_NS, 2))
        .recordValue(Math.min(elapsedNs, MAX_NS));
  }

  public synchronized Counts counts() {
    return new Counts(ok, refused, unknown);
  }

  /** Answers with 200; a copy. */
  public synchronized Map<String, Long> okByRegion() {
    return new TreeMap<>(okByRegion);
  }

  /** Copies, by region. */
  public synchronized Map<String, Histogram> latencyNs() {
    Map<String, Histogram> copies = new TreeMap<>();
    latencyNs.forEach((region, histogram) -> copies.put(region, histogram.copy()));
    return copies;
  }
}
