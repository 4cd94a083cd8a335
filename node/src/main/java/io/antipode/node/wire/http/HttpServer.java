package io.antipode.node.wire.http;

import io.antipode.node.runtime.EventLoops;
import io.antipode.node.runtime.VertxEventLoop;
import io.antipode.replication.clock.Entropy;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.memory.MemoryBudget;
import io.antipode.replication.memory.MemoryShare;
import io.antipode.replication.memory.MemoryUse;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP ports of a process: each port is served by every event loop, and each connection by one
 * of them. Any thread.
 */
public final class HttpServer {
  /** Connections that the kernel may hold for us before they are accepted. */
  private static final int ACCEPT_BACKLOG = 1_024;

  /** A client that leaves more than this unread gets no more answers until it reads. */
  private static final WriteBufferWaterMark UNREAD =
      new WriteBufferWaterMark(8 << 10, HttpExchange.MIN_LARGE_ANSWER_BYTES);

  /** A small request fits the least, so that it is read in one go; a large body gets more. */
  private static final RecvByteBufAllocator READ_BYTES =
      new AdaptiveRecvByteBufAllocator(8 << 10, 8 << 10, HttpLoop.ARRIVED_BYTES);

  private static final long TICK_MS = 1_000;

  private final EventLoops loops;
  private final HttpLimits limits;
  private final MemoryShare bodies;
  private final MemoryShare answers;
  private final Admission admission;
  private final TimeSource time;
  private final Entropy entropy;

  public HttpServer(
      EventLoops loops, HttpLimits limits, MemoryBudget memory, TimeSource time, Entropy entropy) {
    this.loops = loops;
    this.limits = limits;
    this.bodies = memory.share(MemoryUse.REQUESTS);
    this.answers = memory.share(MemoryUse.ANSWERS);
    this.admission = new Admission(limits.maxConnections());
    this.time = time;
    this.entropy = entropy;
  }

  /** A port that is being served. */
  public static final class Listening {
    private final Channel acceptor;
    private final Map<EventLoop, HttpLoop> served;
    private final List<ScheduledFuture<?>> tickers = new ArrayList<>();

    private Listening(Channel acceptor, Map<EventLoop, HttpLoop> served) {
      this.acceptor = acceptor;
      this.served = served;
      served.forEach(
          (loop, port) ->
              tickers.add(
                  loop.scheduleAtFixedRate(port::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS)));
    }

    public int port() {
      return ((InetSocketAddress) acceptor.localAddress()).getPort();
    }

    /** Stops accepting and closes the connections. */
    public CompletionStage<@Nullable Void> close() {
      tickers.forEach(ticker -> ticker.cancel(false));
      List<CompletableFuture<@Nullable Void>> closing = new ArrayList<>();
      CompletableFuture<@Nullable Void> accepting = new CompletableFuture<>();
      closing.add(accepting);
      acceptor.close().addListener(closed -> accepting.complete(null));
      served.forEach(
          (loop, port) ->
              closing.add(CompletableFuture.runAsync(() -> port.guard().closeAll(), loop)));
      return CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new))
          .<@Nullable Void>thenApply(all -> null);
    }
  }

  /**
   * Serves a port on all loops.
   *
   * @param port 0 for one that is free
   * @return fails with {@code BindException} for a port in use
   */
  public CompletionStage<Listening> listen(String host, int port, HttpHandler handler) {
    Map<EventLoop, HttpLoop> served = new HashMap<>();
    List<VertxEventLoop> all = loops.all();
    for (VertxEventLoop loop : all) {
      served.put(
          loop.netty(), new HttpLoop(handler, limits, admission, bodies, answers, time, entropy));
    }
    CompletableFuture<Listening> listening = new CompletableFuture<>();
    loops
        .serverBootstrap()
        .handler(admission)
        .option(ChannelOption.SO_BACKLOG, ACCEPT_BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNREAD)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                HttpLoop loop = Objects.requireNonNull(served.get(channel.eventLoop()));
                channel.config().setRecvByteBufAllocator(READ_BYTES);
                channel.pipeline().addLast(new HttpConnection(loop, channel));
              }
            })
        .bind(host, port)
        .addListener(
            (io.netty.channel.ChannelFuture bound) -> {
              if (bound.isSuccess()) {
                listening.complete(new Listening(bound.channel(), served));
              } else {
                listening.completeExceptionally(bound.cause());
              }
            });
    return listening;
  }
}
