package io.antipode.load.chaos;

import io.antipode.load.scenario.FaultSpec;
import java.util.ArrayList;
import java.util.Collections;
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
 * fault has claimed is spared, and another one drawn. A fault that wants several victims at once
 * would hardly ever find them all free, so it waits, and nobody else gets what it waits for.
 */
final class FaultSchedule {
  private static final int DRAWS = 6;

  /** Whoever finds no victim tries again so soon. */
  private static final long AGAIN_MS = 10_000;

  /** What has been done: a fault that came, happened and went. */
  record Done(Disturbance fault, long fromNs, long toNs) {}

  private final Kind kinds;
  private final BiConsumer<Disturbance, Boolean> hear;
  private final List<Thread> threads = new ArrayList<>();

  // Guarded by this:
  private final Set<String> claimed = new HashSet<>();
  private final List<Disturbance> waiting = new ArrayList<>();
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

  /** Whether each of these kinds has come and gone. */
  boolean hadAll(List<FaultSpec> specs) {
    Set<String> had = counts().keySet();
    return specs.stream().allMatch(spec -> had.contains(spec.type().word()));
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
        if (fault == null) {
          sleepUnlessStopped(Math.min(AGAIN_MS, periodMs));
          continue;
        }
        disturb(fault, forMs);
        long tookMs = (System.nanoTime() - startNs) / 1_000_000;
        // A fault that took long to end must not follow itself at once: work gets done between.
        sleepUnlessStopped(Math.max(1 + spec.everyMs() / 4, periodMs - tookMs));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Disturbance claim(FaultSpec spec, SplittableRandom random)
      throws InterruptedException {
    for (int draw = 0; draw < DRAWS && !stopped; draw++) {
      Disturbance fault = kinds.draw(spec, random);
      if (isFree(fault, waiting)) {
        return take(fault);
      }
      if (fault.claims().size() > 1) {
        return takeWhenFree(fault);
      }
    }
    return null;
  }

  private synchronized boolean isFree(Disturbance fault, List<Disturbance> before) {
    return Collections.disjoint(fault.claims(), claimed)
        && before.stream().allMatch(each -> Collections.disjoint(fault.claims(), each.claims()));
  }

  private synchronized Disturbance take(Disturbance fault) {
    claimed.addAll(fault.claims());
    active.add(fault);
    return fault;
  }

  private synchronized @Nullable Disturbance takeWhenFree(Disturbance fault)
      throws InterruptedException {
    waiting.add(fault);
    try {
      while (!stopped) {
        if (isFree(fault, waiting.subList(0, waiting.indexOf(fault)))) {
          return take(fault);
        }
        wait();
      }
      return null;
    } finally {
      waiting.remove(fault);
    }
  }

  private void disturb(Disturbance fault, long forMs) throws InterruptedException {
    long fromNs = System.nanoTime();
    hear.accept(fault, true);
    try {
      fault.begin().run();
      sleepUnlessStopped(forMs);
    } finally {
      fault.end().run();
      release(fault, fromNs);
      hear.accept(fault, false);
    }
  }

  private synchronized void release(Disturbance fault, long fromNs) {
    active.remove(fault);
    claimed.removeAll(fault.claims());
    if (fault.happened().getAsBoolean()) {
      done.add(new Done(fault, fromNs, System.nanoTime()));
    }
    notifyAll();
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
