package io.antipode.load.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Runs something for many seeds, on several threads, until the seeds or the time are used up. */
final class Sweep {
  private static final long POLL_MS = 1_000;

  private final long firstSeed;
  private final long seeds;
  private final long deadlineNanos;
  private final AtomicLong next;
  private final AtomicLong done = new AtomicLong();
  private final AtomicBoolean stopped = new AtomicBoolean();

  /**
   * @param deadlineNanos by {@link System#nanoTime}
   */
  Sweep(long firstSeed, long seeds, long deadlineNanos) {
    this.firstSeed = firstSeed;
    this.seeds = seeds;
    this.deadlineNanos = deadlineNanos;
    next = new AtomicLong(firstSeed);
  }

  /** No more seeds are begun. */
  void stop() {
    stopped.set(true);
  }

  long done() {
    return done.get();
  }

  /**
   * Runs them all.
   *
   * @param one runs one seed; on any of the threads
   * @param progress called about every second on the caller's thread
   */
  void run(int threads, LongConsumer one, Runnable progress) throws InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    List<Throwable> failures = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      workers.execute(
          () -> {
            try {
              work(one);
            } catch (RuntimeException | Error e) {
              stop();
              synchronized (failures) {
                failures.add(e);
              }
            }
          });
    }
    workers.shutdown();
    while (!workers.awaitTermination(POLL_MS, TimeUnit.MILLISECONDS)) {
      progress.run();
    }
    synchronized (failures) {
      if (!failures.isEmpty()) {
        throw new IllegalStateException("a run failed in an unforeseen way", failures.getFirst());
      }
    }
  }

  private void work(LongConsumer one) {
    while (!stopped.get() && System.nanoTime() - deadlineNanos < 0) {
      long seed = next.getAndIncrement();
      if (seed - firstSeed >= seeds) {
        return;
      }
      one.accept(seed);
      done.incrementAndGet();
    }
  }
}
