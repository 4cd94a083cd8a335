package io.antipode.node.transfer;

import io.antipode.replication.loop.EventLoop;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The loop of transfers, with its line for what blocks. Any thread. */
final class TransferLoop {
  private final EventLoop loop;

  TransferLoop(EventLoop loop) {
    this.loop = loop;
  }

  void execute(Runnable task) {
    loop.execute(task);
  }

  void schedule(long delayMs, Runnable task) {
    loop.schedule(delayMs, task);
  }

  /** Does what blocks; completes on the loop. */
  @SuppressWarnings("unchecked") // what the work gave
  <T> CompletionStage<T> aside(Callable<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    loop.<@Nullable Object>offload(
        work::call,
        (result, failure) -> {
          if (result != null) {
            done.complete((T) result);
          } else {
            done.completeExceptionally(
                failure == null ? new IllegalStateException("nothing was given") : failure);
          }
        });
    return done;
  }

  /** The same stage, but completing on the loop. */
  <T> CompletionStage<T> here(CompletionStage<T> stage) {
    CompletableFuture<T> done = new CompletableFuture<>();
    stage.whenComplete(
        (result, failure) ->
            loop.execute(
                () -> {
                  if (failure == null) {
                    done.complete(result);
                  } else {
                    done.completeExceptionally(failure);
                  }
                }));
    return done;
  }

  /** Completes after a while, on the loop. */
  CompletionStage<Boolean> after(long delayMs) {
    CompletableFuture<Boolean> passed = new CompletableFuture<>();
    loop.schedule(delayMs, () -> passed.complete(true));
    return passed;
  }
}
