package io.antipode.load.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Counts one run: in all after its warm-up, and second by second (warm-up too) for whoever watches.
 * Confined to the client's thread.
 */
final class Meter {
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long MOST_NS = TimeUnit.MINUTES.toNanos(1);

  private final List<String> kinds;
  private final Histogram[] byKind;
  private final Watcher watcher;
  private final long measuredFromNs;
  private final Histogram thisSecond = histogram();
  private long secondFromNs;
  private long secondErrors;
  private long answers;
  private long errors;

  Meter(List<String> kinds, Watcher watcher, long startNs, long warmUpNs) {
    this.kinds = kinds;
    this.watcher = watcher;
    byKind = new Histogram[kinds.size()];
    for (int i = 0; i < byKind.length; i++) {
      byKind[i] = histogram();
    }
    secondFromNs = startNs;
    measuredFromNs = startNs + warmUpNs;
  }

  /** Of latencies in nanoseconds: three digits, up to a minute. */
  static Histogram histogram() {
    return new Histogram(MOST_NS, 3);
  }

  /**
   * What is answered after the warm-up counts, even if it was due before: a target that fell behind
   * then still shows it.
   *
   * @param dueNs when the operation should have left
   */
  void answered(int kind, long dueNs, long nowNs, boolean error) {
    long latencyNs = Math.min(nowNs - dueNs, MOST_NS);
    thisSecond.recordValue(latencyNs);
    secondErrors += error ? 1 : 0;
    if (nowNs >= measuredFromNs) {
      byKind[kind].recordValue(latencyNs);
      answers++;
      errors += error ? 1 : 0;
    }
  }

  void broken(long nowNs) {
    secondErrors++;
    errors += nowNs >= measuredFromNs ? 1 : 0;
  }

  /** To be called now and then: tells the watcher about each second that is over. */
  void tick(long nowNs) {
    if (nowNs - secondFromNs >= SECOND_NS) {
      endSecond(nowNs);
    }
  }

  private void endSecond(long nowNs) {
    watcher.second(
        new Watcher.Interval(
            secondFromNs,
            nowNs,
            thisSecond.getTotalCount(),
            secondErrors,
            thisSecond.getValueAtPercentile(50),
            thisSecond.getValueAtPercentile(99)));
    thisSecond.reset();
    secondErrors = 0;
    secondFromNs = nowNs;
  }

  Result end(long nowNs, long unsent) {
    if (thisSecond.getTotalCount() > 0 && nowNs - secondFromNs >= SECOND_NS / 2) {
      endSecond(nowNs);
    }
    Map<String, Histogram> latencies = new LinkedHashMap<>();
    for (int i = 0; i < byKind.length; i++) {
      if (byKind[i].getTotalCount() > 0) {
        latencies.put(kinds.get(i), byKind[i]);
      }
    }
    return new Result(answers, errors, unsent, Math.max(1, nowNs - measuredFromNs), latencies);
  }
}
