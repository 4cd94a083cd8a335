package io.antipode.load.http;

/** Hears how a run goes while it goes; on the client's thread, so it must be quick. */
@FunctionalInterface
public interface Watcher {
  /** Looks away. */
  Watcher NONE = interval -> {};

  /** About once a second. */
  void second(Interval interval);

  /** What about a second brought; times are of {@link System#nanoTime}. */
  record Interval(long fromNs, long toNs, long answers, long errors, long p50Ns, long p99Ns) {
    public double perSecond() {
      return answers * 1e9 / (toNs - fromNs);
    }
  }
}
