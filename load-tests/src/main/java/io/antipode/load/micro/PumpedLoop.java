package io.antipode.load.micro;

import io.antipode.replication.loop.EventLoop;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An event loop that the benchmark's own thread plays, one {@link #pump} at a time. */
final class PumpedLoop implements EventLoop {
  private static final int TURNS_PER_LOOK_AT_THE_CLOCK = 64;

  private record Due(long nanoTime, Runnable task) {}

  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final PriorityQueue<Due> timers =
      new PriorityQueue<>(Comparator.comparingLong(Due::nanoTime));
  private int turns;

  /** Runs what is queued, and now and then what is due. */
  void pump() {
    if (++turns % TURNS_PER_LOOK_AT_THE_CLOCK == 0) {
      long nowNs = System.nanoTime();
      for (Due due = timers.peek(); due != null && due.nanoTime() <= nowNs; due = timers.peek()) {
        timers.remove().task().run();
      }
    }
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
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
    Due due = new Due(System.nanoTime() + delayMs * 1_000_000, task);
    timers.add(due);
    return () -> timers.remove(due);
  }

  /** At once: the benchmark has one thread. */
  @Override
  public <T extends @Nullable Object> void offload(
      Callable<T> work, BiConsumer<@Nullable T, @Nullable Exception> then) {
    try {
      T result = work.call();
      execute(() -> then.accept(result, null));
    } catch (Exception e) {
      execute(() -> then.accept(null, e));
    }
  }
}
