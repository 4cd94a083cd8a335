package io.antipode.load.simulation;

import io.antipode.replication.loop.EventLoop;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An event loop played by the world. Tasks keep their order; between loops chance decides who comes
 * first. A stopped loop runs nothing any more: what it held dies with its process.
 */
public final class SimulatedLoop implements EventLoop {
  private static final long MAX_TASK_DELAY_NS = 20_000;
  private static final long MAX_OFFLOAD_NS = 3_000_000;

  private final World world;
  private long lastTaskNs;
  private long lastOffloadNs;
  private boolean running;
  private boolean stopped;

  public SimulatedLoop(World world) {
    this.world = world;
  }

  /** The process dies: nothing that was queued will run. */
  public void stop() {
    stopped = true;
  }

  @Override
  public void execute(Runnable task) {
    lastTaskNs = Math.max(lastTaskNs, world.nowNs() + world.random().nextLong(MAX_TASK_DELAY_NS));
    world.at(lastTaskNs, () -> enter(task));
  }

  @Override
  public boolean inLoop() {
    return running;
  }

  @Override
  public Timer schedule(long delayMs, Runnable task) {
    boolean[] cancelled = new boolean[1];
    world.afterMs(
        Math.max(1, delayMs),
        () -> {
          if (!cancelled[0]) {
            enter(task);
          }
        });
    return () -> cancelled[0] = true;
  }

  @Override
  public <T extends @Nullable Object> void offload(
      Callable<T> work, BiConsumer<@Nullable T, @Nullable Exception> then) {
    lastOffloadNs =
        Math.max(lastOffloadNs, world.nowNs()) + 1 + world.random().nextLong(MAX_OFFLOAD_NS);
    world.at(lastOffloadNs, () -> carryOut(work, then));
  }

  private <T extends @Nullable Object> void carryOut(
      Callable<T> work, BiConsumer<@Nullable T, @Nullable Exception> then) {
    if (stopped) {
      return;
    }
    try {
      T result = work.call();
      execute(() -> then.accept(result, null));
    } catch (Exception e) {
      execute(() -> then.accept(null, e));
    }
  }

  /** Runs a task at once, as if it had come up on this loop. */
  void enter(Runnable task) {
    if (stopped) {
      return;
    }
    boolean before = running;
    running = true;
    try {
      task.run();
    } finally {
      running = before;
    }
  }
}
