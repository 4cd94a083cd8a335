package io.antipode.load.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a run measured after its warm-up.
 *
 * @param answers operations that were answered, whatever the status
 * @param errors answers other than 200, and broken connections
 * @param unsent operations that were due by the rate but never left, since the target fell behind
 * @param latencyNs by kind of operation
 */
public record Result(
    long answers, long errors, long unsent, long elapsedNs, Map<String, Histogram> latencyNs) {

  public double perSecond() {
    return answers * 1e9 / elapsedNs;
  }

  /** Over all kinds, in milliseconds. */
  public double millis(double percentile) {
    return all().getValueAtPercentile(percentile) / 1e6;
  }

  /** The latencies of all kinds together. */
  public Histogram all() {
    Histogram sum = Meter.histogram();
    latencyNs.values().forEach(sum::add);
    return sum;
  }

  /** Both runs as one: counts and latencies together, times added. */
  public Result plus(Result other) {
    Map<String, Histogram> latencies = new LinkedHashMap<>();
    latencyNs.forEach((kind, histogram) -> latencies.put(kind, histogram.copy()));
    other.latencyNs.forEach(
        (kind, histogram) ->
            latencies.computeIfAbsent(kind, key -> Meter.histogram()).add(histogram));
    return new Result(
        answers + other.answers,
        errors + other.errors,
        unsent + other.unsent,
        elapsedNs + other.elapsedNs,
        latencies);
  }
}
