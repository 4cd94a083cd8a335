package io.antipode.load.simulation;

import io.antipode.replication.loop.EventLoop;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An event loop played by the world. Tasks keep their order; between loops chance decides who comes
 * first. The loop of a dead process runs nothing any more: what it held dies with it.
 */
public final class SimulatedLoop implements EventLoop {
  private static final long MAX_TASK_DELAY_NS = 20_000;
  private static final long MAX_OFFLOAD_NS = 3_000_000;
  private static final long NS_PER_MS = 1_000_000;

  private final World world;
  private final SimulatedProcess process;
  private final SplittableRandom random;
  private long lastTaskNs;
  private long lastOffloadNs;
  private boolean running;

  public SimulatedLoop(World world) {
    this(world, SimulatedProcess.sound(), world.random().split());
  }

  SimulatedLoop(World world, SimulatedProcess process, SplittableRandom random) {
    this.world = world;
    this.process = process;
    this.random = random;
  }

  /** The process dies: nothing that was queued will run. */
  public void stop() {
    process.die();
  }

  @Override
  public void execute(Runnable task) {
    lastTaskNs = Math.max(lastTaskNs, world.nowNs() + random.nextLong(MAX_TASK_DELAY_NS));
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
        () ->
            enter(
                () -> {
                  if (!cancelled[0]) {
                    task.run();
                  }
                }));
    return () -> cancelled[0] = true;
  }

  @Override
  public <T extends @Nullable Object> void offload(
      Callable<T> work, BiConsumer<@Nullable T, @Nullable Exception> then) {
    long durationNs = 1 + random.nextLong(MAX_OFFLOAD_NS) + process.diskDelayMs() * NS_PER_MS;
    lastOffloadNs = Math.max(lastOffloadNs, world.nowNs()) + durationNs;
    world.at(lastOffloadNs, () -> carryOut(work, then));
  }

  private <T extends @Nullable Object> void carryOut(
      Callable<T> work, BiConsumer<@Nullable T, @Nullable Exception> then) {
    if (process.dead()) {
      return;
    }
    if (world.nowNs() < process.pausedUntilNs()) {
      world.at(process.pausedUntilNs(), () -> carryOut(work, then));
      return;
    }
    try {
      T result = work.call();
      execute(() -> then.accept(result, null));
    } catch (ProcessDied e) {
      // Nobody is left to hear of it.
    } catch (Exception e) {
      execute(() -> then.accept(null, e));
    }
  }

  private void enter(Runnable task) {
    if (!process.dead() && world.nowNs() < process.pausedUntilNs()) {
      world.at(process.pausedUntilNs(), () -> enter(task));
    } else {
      ask(task);
    }
  }

  /** Runs a task at once, as if it had come up on this loop; an observer's, so a pause is over. */
  void ask(Runnable task) {
    if (process.dead()) {
      return;
    }
    boolean before = running;
    running = true;
    try {
      task.run();
    } catch (ProcessDied e) {
      // What stood behind it never happens.
    } catch (RuntimeException e) {
      process.failed(e);
    } finally {
      running = before;
    }
  }
}
