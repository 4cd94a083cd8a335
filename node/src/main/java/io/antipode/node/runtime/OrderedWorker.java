package io.antipode.node.runtime;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/**
 * Runs tasks on a shared pool one at a time, in the order given. Any thread gives tasks. The queue
 * is bounded by its giver, which waits for what it gave (a shard has few flushes and reads under
 * way).
 */
final class OrderedWorker {
  private final Executor pool;
  private final Object lock = new Object();

  /** Guarded by {@link #lock}. */
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

  /** Whether a task of this worker runs or is about to; guarded by {@link #lock}. */
  private boolean running;

  OrderedWorker(Executor pool) {
    this.pool = pool;
  }

  void execute(Runnable task) {
    synchronized (lock) {
      waiting.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    pool.execute(this::runAll);
  }

  private void runAll() {
    while (true) {
      Runnable task;
      synchronized (lock) {
        task = waiting.poll();
        if (task == null) {
          running = false;
          return;
        }
      }
      task.run();
    }
  }
}
