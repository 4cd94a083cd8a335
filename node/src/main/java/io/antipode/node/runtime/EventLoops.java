package io.antipode.node.runtime;

import io.netty.bootstrap.ServerBootstrap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.transport.Transport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The event loops of a process, as many as cores. Each runs HTTP servers, so that a request whose
 * shard lives on the same loop needs no hop, and the shards pinned to it round-robin. Any thread.
 */
public final class EventLoops implements AutoCloseable {
  /** Threads that flush and read files for the shards of all regions. */
  private static final int WORKERS = 16;

  private final Transport transport;
  private final VertxInternal vertx;
  private final List<ContextInternal> contexts;
  private final ExecutorService workers;
  private final AtomicInteger next = new AtomicInteger();

  /**
   * @param count of loops, at least 1
   */
  public EventLoops(int count) {
    transport = fastest();
    vertx =
        (VertxInternal)
            Vertx.builder()
                .with(new VertxOptions().setEventLoopPoolSize(count))
                .withTransport(transport)
                .build();
    contexts = onDistinctLoops(vertx, count);
    contexts.forEach(context -> Outbox.open(context.nettyEventLoop()));
    workers = Executors.newFixedThreadPool(WORKERS, daemonThreads("antipode-worker-"));
  }

  /** One loop per core. */
  public static EventLoops perCore() {
    return new EventLoops(Runtime.getRuntime().availableProcessors());
  }

  /** The kernel's own way of waiting for sockets where this machine has one, else the JDK's. */
  private static Transport fastest() {
    Transport own = Transport.nativeTransport();
    return own != null && own.available() ? own : Transport.NIO;
  }

  public Vertx vertx() {
    return vertx;
  }

  /** How sockets are waited for: {@code epoll}, {@code kqueue} or {@code nio}. */
  public String transport() {
    return transport.name();
  }

  /** For a server whose connections all of these loops share, in turn. */
  public ServerBootstrap serverBootstrap() {
    return new ServerBootstrap()
        .group(vertx.acceptorEventLoopGroup(), vertx.nettyEventLoopGroup())
        .channelFactory(vertx.transport().serverChannelFactory(false));
  }

  /** One loop object per thread, in a fixed order: for servers. */
  public List<VertxEventLoop> all() {
    List<VertxEventLoop> loops = new ArrayList<>();
    for (ContextInternal context : contexts) {
      loops.add(new VertxEventLoop(context, workers));
    }
    return List.copyOf(loops);
  }

  /** A loop for a shard, pinned to the next thread in turn, with an order of work of its own. */
  public VertxEventLoop next() {
    int turn = Math.floorMod(next.getAndIncrement(), contexts.size());
    return new VertxEventLoop(contexts.get(turn), workers);
  }

  /**
   * Closes the loops, what listens and connects on them, and the workers; blocks, so not on one.
   */
  @Override
  public void close() {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException late) {
      throw new IllegalStateException("the event loops did not close", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      workers.shutdown();
    }
  }

  private static List<ContextInternal> onDistinctLoops(VertxInternal vertx, int count) {
    List<ContextInternal> contexts = new ArrayList<>();
    Set<io.netty.channel.EventLoop> loops = new HashSet<>();
    // The group hands out its loops in turn, to Vert.x itself too: ask until all were seen.
    while (contexts.size() < count) {
      ContextInternal context = vertx.createEventLoopContext();
      if (loops.add(context.nettyEventLoop())) {
        contexts.add(context);
      }
    }
    return List.copyOf(contexts);
  }

  private static ThreadFactory daemonThreads(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + number.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }
}
