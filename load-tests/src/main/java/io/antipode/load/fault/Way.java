package io.antipode.load.fault;

import java.util.ArrayList;
import java.util.List;

/**
 * The way of bytes from one place to another; the way back is another one. Several faults can stand
 * on it at once. Any thread.
 */
public final class Way {
  private final String from;
  private final String to;

  /** Guarded by this. */
  private final List<WayFault> faults = new ArrayList<>();

  private volatile WayFault sum = WayFault.NONE;

  public Way(String from, String to) {
    this.from = from;
    this.to = to;
  }

  public String from() {
    return from;
  }

  public String to() {
    return to;
  }

  /** Adds a fault until it is removed. */
  public synchronized void add(WayFault fault) {
    faults.add(fault);
    changed();
  }

  /** Removes one fault that was added; nothing where it is not there (any more). */
  public synchronized void remove(WayFault fault) {
    faults.remove(fault);
    changed();
  }

  /** Removes all faults. */
  public synchronized void heal() {
    faults.clear();
    changed();
  }

  /** All faults that stand, as one. */
  public WayFault fault() {
    return sum;
  }

  /** Waits while the way is held. */
  synchronized void awaitFree() throws InterruptedException {
    while (sum.held()) {
      wait();
    }
  }

  private void changed() {
    boolean held = false;
    int delayMs = 0;
    int jitterMs = 0;
    double passRate = 1;
    long bytesPerSecond = 0;
    for (WayFault each : faults) {
      held |= each.held();
      delayMs += each.delayMs();
      jitterMs += each.jitterMs();
      passRate *= 1 - each.lossRate();
      if (each.bytesPerSecond() > 0) {
        bytesPerSecond =
            bytesPerSecond == 0
                ? each.bytesPerSecond()
                : Math.min(bytesPerSecond, each.bytesPerSecond());
      }
    }
    sum = new WayFault(held, delayMs, jitterMs, 1 - passRate, bytesPerSecond);
    notifyAll();
  }

  @Override
  public String toString() {
    return from + "->" + to;
  }
}
