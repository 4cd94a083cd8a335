package io.antipode.node.backup;

import io.antipode.node.storage.Shard;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.loop.EventLoop;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A shard's loop for work that may take its time: what blocks is done in the archive's line, where
 * no sync of a write waits for it, and while clients write, a piece of work is followed by a pause
 * of some twenty times its length. Given work by any thread, it does it on the shard's loop.
 */
final class PacedLoop implements EventLoop {
  /** So writers lose less than 5 % of their loop's time. */
  private static final long PAUSE_TIMES = 24;

  private static final long NANOS_OF_MS = 1_000_000;

  private final Shard shard;
  private final EventLoop loop;
  private final EventLoop archive;
  private final TimeSource time;
  private long lastPosition;
  private long lastNanos;

  PacedLoop(Shard shard, EventLoop loop, EventLoop archive, TimeSource time) {
    this.shard = shard;
    this.loop = loop;
    this.archive = archive;
    this.time = time;
  }

  @Override
  public void execute(Runnable task) {
    if (loop.inLoop()) {
      inTurn(task);
    } else {
      loop.execute(() -> inTurn(task));
    }
  }

  private void inTurn(Runnable task) {
    long position = shard.nextLogPosition();
    boolean quiet = position == lastPosition;
    lastPosition = position;
    long pauseMs = (lastNanos * PAUSE_TIMES + NANOS_OF_MS - 1) / NANOS_OF_MS;
    if (quiet || pauseMs <= 0) {
      loop.execute(() -> run(task));
    } else {
      loop.schedule(pauseMs, () -> run(task));
    }
  }

  @Override
  public void run(Runnable task) {
    long since = time.nanos();
    task.run();
    lastNanos = time.nanos() - since;
  }

  @Override
  public boolean inLoop() {
    return loop.inLoop();
  }

  @Override
  public Timer schedule(long delayMs, Runnable task) {
    return loop.schedule(delayMs, task);
  }

  @Override
  @SuppressWarnings("unchecked") // what the work gave
  public <T extends @Nullable Object> void offload(
      Callable<T> work, BiConsumer<@Nullable T, @Nullable Exception> then) {
    archive.<@Nullable Object>offload(
        work::call,
        (result, failure) -> loop.execute(() -> run(() -> then.accept((T) result, failure))));
  }
}
