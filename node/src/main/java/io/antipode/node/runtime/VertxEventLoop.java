package io.antipode.node.runtime;

import io.antipode.replication.loop.EventLoop;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event loop of Vert.x as the port that shards run on. Several of these may share one thread;
 * each has its own order of offloaded work. A task that throws is logged: the loop goes on.
 */
public final class VertxEventLoop implements EventLoop {
  private static final Logger LOG = LoggerFactory.getLogger(VertxEventLoop.class);

  private final io.netty.channel.EventLoop netty;
  private final OrderedWorker worker;

  VertxEventLoop(ContextInternal context, Executor workers) {
    this.netty = context.nettyEventLoop();
    this.worker = new OrderedWorker(workers);
  }

  /** Where servers and timers of this loop belong. */
  public io.netty.channel.EventLoop netty() {
    return netty;
  }

  @Override
  public void execute(Runnable task) {
    Outbox.execute(netty, () -> runLogged(task));
  }

  @Override
  public boolean inLoop() {
    return netty.inEventLoop();
  }

  @Override
  public Timer schedule(long delayMs, Runnable task) {
    var scheduled =
        netty.schedule(() -> runLogged(task), Math.max(1, delayMs), TimeUnit.MILLISECONDS);
    return () -> scheduled.cancel(false);
  }

  @Override
  public <T extends @Nullable Object> void offload(
      Callable<T> work, BiConsumer<@Nullable T, @Nullable Exception> then) {
    worker.execute(
        () -> {
          T result;
          try {
            result = work.call();
          } catch (Exception failure) {
            execute(() -> then.accept(null, failure));
            return;
          } catch (Error failure) {
            // Whoever waits must hear of it; the worker's thread must live on.
            execute(() -> then.accept(null, new ExecutionException(failure)));
            return;
          }
          execute(() -> then.accept(result, null));
        });
  }

  private static void runLogged(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error failure) {
      LOG.error("a task of an event loop failed", failure);
    }
  }
}
