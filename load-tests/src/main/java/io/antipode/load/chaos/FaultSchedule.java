package io.antipode.load.chaos;

import io.antipode.load.scenario.FaultSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets faults come and go, each kind on a thread of its own, until it is stopped. The seed decides
 * the moments, the victims and the strengths; how they meet is real time's. A victim that another
 * fault has claimed is spared, and another one drawn.
 */
final class FaultSchedule {
  private static final int DRAWS = 6;

  /** What has been done: a fault that came and went. */
  record Done(Disturbance fault, long fromNs, long toNs) {}

  private final Kind kinds;
  private final BiConsumer<Disturbance, Boolean> hear;
  private final List<Thread> threads = new ArrayList<>();

  // Guarded by this:
  private final Set<String> claimed = new HashSet<>();
  private final List<Disturbance> active = new ArrayList<>();
  private final List<Done> done = new ArrayList<>();
  private boolean stopped;

  /**
   * @param hear told when a fault begins (true) and has ended (false), on any thread
   */
  FaultSchedule(Kind kinds, BiConsumer<Disturbance, Boolean> hear) {
    this.kinds = kinds;
    this.hear = hear;
  }

  /** Starts all of these. */
  void start(List<FaultSpec> specs, SplittableRandom random) {
    for (FaultSpec spec : specs) {
      SplittableRandom own = random.split();
      threads.add(Thread.ofVirtual().name(spec.type().word()).start(() -> run(spec, own)));
    }
  }

  /** Lets those under way end and no more begin; returns when all have ended. */
  void stop() throws InterruptedException {
    synchronized (this) {
      stopped = true;
      notifyAll();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  synchronized List<Disturbance> active() {
    return List.copyOf(active);
  }

  synchronized List<Done> done() {
    return List.copyOf(done);
  }

  /** How many of each kind have come and gone. */
  synchronized Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    done.forEach(each -> counts.merge(each.fault().type().word(), 1, Integer::sum));
    return counts;
  }

  /** Whether a fault has this for itself at the moment, and answers for it. */
  synchronized boolean isClaimed(String claim) {
    return claimed.contains(claim);
  }

  private void run(FaultSpec spec, SplittableRandom random) {
    try {
      sleepUnlessStopped(random.nextLong(spec.everyMs()) / 2);
      while (!isStopped()) {
        long periodMs = spec.everyMs() / 2 + random.nextLong(spec.everyMs() + 1);
        long forMs = spec.forMs().draw(random);
        long startNs = System.nanoTime();
        Disturbance fault = claim(spec, random);
        if (fault != null) {
          disturb(fault, forMs);
        }
        long tookMs = (System.nanoTime() - startNs) / 1_000_000;
        sleepUnlessStopped(Math.max(1, periodMs - tookMs));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Disturbance claim(FaultSpec spec, SplittableRandom random) {
    for (int draw = 0; draw < DRAWS && !stopped; draw++) {
      Disturbance fault = kinds.draw(spec, random);
      if (fault.claims().stream().noneMatch(claimed::contains)) {
        claimed.addAll(fault.claims());
        active.add(fault);
        return fault;
      }
    }
    return null;
  }

  private void disturb(Disturbance fault, long forMs) throws InterruptedException {
    long fromNs = System.nanoTime();
    hear.accept(fault, true);
    try {
      fault.begin().run();
      sleepUnlessStopped(forMs);
    } finally {
      fault.end().run();
      synchronized (this) {
        active.remove(fault);
        claimed.removeAll(fault.claims());
        done.add(new Done(fault, fromNs, System.nanoTime()));
      }
      hear.accept(fault, false);
    }
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized void sleepUnlessStopped(long ms) throws InterruptedException {
    long endNs = System.nanoTime() + ms * 1_000_000;
    while (!stopped) {
      long leftMs = (endNs - System.nanoTime()) / 1_000_000;
      if (leftMs < 1) {
        return;
      }
      wait(leftMs);
    }
  }
}
