package io.antipode.replication.loop;

import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A single thread of control as a port. In a node it is a Vert.x event loop; in a simulation one
 * thread plays all loops from a seed. A task runs to its end before the next one; tasks given by
 * one thread run in the order given.
 */
public interface EventLoop {
  /** Runs the task later on this loop; any thread; never runs it before returning. */
  void execute(Runnable task);

  /** Whether the caller runs on this loop. */
  boolean inLoop();

  /** Runs the task at once when already on this loop, else later on it. */
  default void run(Runnable task) {
    if (inLoop()) {
      task.run();
    } else {
      execute(task);
    }
  }

  /**
   * Runs the task on this loop once, {@code delayMs} (at least 1) from now, unless cancelled
   * before.
   */
  Timer schedule(long delayMs, Runnable task);

  /**
   * Runs blocking work (an fsync, a large read) elsewhere and hands its result, or the exception
   * that it threw, to {@code then} on this loop. Work offloaded by one loop starts in the order
   * given, one at a time. Any thread.
   */
  <T extends @Nullable Object> void offload(
      Callable<T> work, BiConsumer<@Nullable T, @Nullable Exception> then);

  /** A scheduled task. */
  interface Timer {
    /** Prevents the task from running, if it has not yet; on the loop. */
    void cancel();
  }
}
