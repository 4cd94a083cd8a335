package io.antipode.load.realtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.antipode.cluster.topology.Region;
import io.antipode.load.history.History;
import io.antipode.load.workload.Api;
import io.antipode.load.workload.Reply;
import io.antipode.load.workload.Run;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/** A run in real time, over HTTP. Its thread is an event loop of its own. */
public final class RealRun implements Run, AutoCloseable {
  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
  private final Context context = vertx.getOrCreateContext();
  private final long startNs = System.nanoTime();
  private final long startEpochMs = System.currentTimeMillis();
  private final List<Region> regions;
  private final Function<Region, InetSocketAddress> addresses;
  private final SplittableRandom random;
  private final History history = new History();
  private final Traffic traffic = new Traffic();
  private final CompletableFuture<Boolean> broken = new CompletableFuture<>();
  private final HttpCalls calls;
  private final Map<Region, Gate> gates = new HashMap<>();

  /**
   * @param addresses where clients reach a region
   * @param timeoutMs after which an answer is not waited for any more
   */
  public RealRun(
      List<Region> regions,
      Function<Region, InetSocketAddress> addresses,
      long seed,
      int timeoutMs) {
    // That connections break is what such a run is about.
    if (LoggerFactory.getLogger("io.vertx") instanceof Logger vertxLog) {
      vertxLog.setLevel(Level.OFF);
    }
    this.regions = List.copyOf(regions);
    this.addresses = addresses;
    random = new SplittableRandom(seed);
    calls = new HttpCalls(vertx, timeoutMs, traffic);
  }

  @Override
  public List<Region> regions() {
    return regions;
  }

  @Override
  public Api api(Region region) {
    InetSocketAddress address = addresses.apply(region);
    String name = region.name();
    Gate gate =
        gates.computeIfAbsent(
            region, r -> new Gate(answered -> calls.ask(address, name, guarded(answered))));
    return (action, body, then) -> {
      Consumer<Reply> guarded = guarded(then);
      gate.pass(
          () ->
              calls.send(
                  address,
                  name,
                  action,
                  body,
                  reply -> {
                    gate.saw(reply);
                    guarded.accept(reply);
                  }));
    };
  }

  @Override
  public long nowNs() {
    return System.nanoTime() - startNs;
  }

  @Override
  public long epochMsAtZero() {
    return startEpochMs;
  }

  @Override
  public void afterNs(long delayNs, Runnable task) {
    long delayMs = TimeUnit.NANOSECONDS.toMillis(delayNs);
    if (delayMs < 1) {
      context.runOnContext(v -> guarded(task));
    } else {
      vertx.setTimer(delayMs, id -> guarded(task));
    }
  }

  @Override
  public SplittableRandom random() {
    return random;
  }

  @Override
  public History history() {
    return history;
  }

  private <T> Consumer<T> guarded(Consumer<T> task) {
    return value -> guarded(() -> task.accept(value));
  }

  /** A mistake in a workload, of whatever kind, must end the run and not only one client. */
  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      broken.completeExceptionally(e);
      throw e;
    }
  }

  /** Throws what a client's code threw, if it did; any thread. */
  public void checkUnbroken() {
    if (broken.isCompletedExceptionally()) {
      broken.join();
    }
  }

  /** What went over the wire so far; any thread. */
  public Traffic traffic() {
    return traffic;
  }

  /** Runs a step on the run's thread and waits until it says that it is done; other threads. */
  public void await(Consumer<Runnable> step, long timeoutMs, String what) {
    ask((Consumer<Void> done) -> step.accept(() -> done.accept(null)), timeoutMs, what);
  }

  /** Asks something on the run's thread and waits for the answer; other threads. */
  public <T> T ask(Consumer<Consumer<T>> question, long timeoutMs, String what) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    CompletableFuture<?> unused =
        broken.whenComplete(
            (nothing, failure) -> {
              if (failure != null) {
                answer.completeExceptionally(failure);
              }
            });
    context.runOnContext(
        v -> {
          try {
            question.accept(answer::complete);
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.orTimeout(timeoutMs, TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      throw new IllegalStateException(what + ": " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
