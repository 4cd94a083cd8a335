package io.antipode.load.bench.measure;

import io.antipode.load.http.Watcher;
import io.antipode.load.report.Progress;

/**
 * One line on a terminal that shows the live throughput and is overwritten second by second;
 * nothing where output goes elsewhere.
 */
public final class ProgressLine {
  private static final boolean TERMINAL = Progress.onTerminal();
  private static final int BAR = 20;

  private ProgressLine() {}

  /**
   * @param what is running
   * @param seconds that it will take
   */
  public static Watcher of(String what, double seconds) {
    if (!TERMINAL) {
      return Watcher.NONE;
    }
    long startNs = System.nanoTime();
    return interval -> {
      double part = Math.clamp((interval.toNs() - startNs) / 1e9 / seconds, 0, 1);
      int done = (int) Math.round(part * BAR);
      System.out.printf(
          "\r%s%s %3.0f %%  %-28s %,9.0f/s  p99 %.2f ms\u001b[K",
          "━".repeat(done),
          "·".repeat(BAR - done),
          part * 100,
          what,
          interval.perSecond(),
          interval.p99Ns() / 1e6);
      System.out.flush();
    };
  }

  /** Makes room for other output. */
  public static void clear() {
    if (TERMINAL) {
      System.out.print("\r\u001b[K");
    }
  }
}
