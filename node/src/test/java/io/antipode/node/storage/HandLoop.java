package io.antipode.node.storage;

import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.loop.EventLoop;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An event loop and its clock, driven by hand: nothing happens before the test says so. */
public final class HandLoop implements EventLoop {
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final PriorityQueue<Due> timers =
      new PriorityQueue<>(Comparator.comparingLong(Due::atMs).thenComparingLong(Due::number));
  private long nowMs = 1_800_000_000_000L;
  private long number;

  private record Due(long atMs, long number, Runnable task, boolean[] cancelled) {}

  public long nowMs() {
    return nowMs;
  }

  /** Its clock. */
  public TimeSource time() {
    return new TimeSource() {
      @Override
      public long epochMs() {
        return nowMs;
      }

      @Override
      public long nanos() {
        return nowMs * 1_000_000;
      }
    };
  }

  /** Runs what is queued, and what that brings, until nothing is left but timers. */
  public void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Runs this many tasks at most. */
  public void run(int count) {
    for (int i = 0; i < count && !tasks.isEmpty(); i++) {
      tasks.remove().run();
    }
  }

  public void advanceMs(long ms) {
    run();
    long end = nowMs + ms;
    for (Due due = timers.peek(); due != null && due.atMs <= end; due = timers.peek()) {
      timers.remove();
      nowMs = Math.max(nowMs, due.atMs);
      if (!due.cancelled[0]) {
        due.task.run();
      }
      run();
    }
    nowMs = end;
  }

  /** Time passes without anything happening. */
  public void leapMs(long ms) {
    nowMs += ms;
  }

  /** The process dies. */
  public void kill() {
    tasks.clear();
    timers.clear();
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public boolean inLoop() {
    return true;
  }

  @Override
  public Timer schedule(long delayMs, Runnable task) {
    boolean[] cancelled = new boolean[1];
    timers.add(new Due(nowMs + delayMs, number++, task, cancelled));
    return () -> cancelled[0] = true;
  }

  @Override
  public <T extends @Nullable Object> void offload(
      Callable<T> work, BiConsumer<@Nullable T, @Nullable Exception> then) {
    tasks.add(
        () -> {
          T result;
          try {
            result = work.call();
          } catch (Exception e) {
            tasks.add(() -> then.accept(null, e));
            return;
          }
          tasks.add(() -> then.accept(result, null));
        });
  }
}
