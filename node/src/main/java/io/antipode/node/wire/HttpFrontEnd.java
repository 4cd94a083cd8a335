package io.antipode.node.wire;

import io.antipode.node.runtime.EventLoops;
import io.antipode.node.runtime.VertxEventLoop;
import io.antipode.replication.clock.Entropy;
import io.antipode.replication.clock.TimeSource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The HTTP ports of a process: each port is served by every event loop, and each connection by one
 * of them. Any thread.
 */
public final class HttpFrontEnd {
  /** Connections that the kernel may hold for us before they are accepted. */
  private static final int ACCEPT_BACKLOG = 1_024;

  private static final long TICK_MS = 1_000;

  /** Vert.x lets servers share a port of the kernel's choice under a negative number. */
  private static final AtomicInteger ANY_PORT = new AtomicInteger();

  private final EventLoops loops;
  private final WireLimits limits;
  private final BodyBudget budget;
  private final BodyBudget answers;
  private final TimeSource time;
  private final Entropy entropy;

  public HttpFrontEnd(EventLoops loops, WireLimits limits, TimeSource time, Entropy entropy) {
    this.loops = loops;
    this.limits = limits;
    this.budget = new BodyBudget(limits.maxBodyBytesInFlight());
    this.answers = new BodyBudget(limits.maxBodyBytesInFlight());
    this.time = time;
    this.entropy = entropy;
  }

  /** A port that is being served. */
  public static final class Listening {
    private final int port;
    private final List<Bound> bound;

    private Listening(List<Bound> bound) {
      this.port = bound.getFirst().server().actualPort();
      this.bound = bound;
    }

    public int port() {
      return port;
    }

    /** Stops accepting and closes the connections. */
    public Future<Void> close() {
      return Future.join(bound.stream().map(Bound::close).toList()).mapEmpty();
    }
  }

  /** A port on one loop, with the ticker of its guard. */
  private record Bound(HttpServer server, Vertx vertx, long ticker) {
    Future<Void> close() {
      vertx.cancelTimer(ticker);
      return server.close();
    }
  }

  /**
   * Serves a port on all loops.
   *
   * @param port 0 for one that is free
   * @return fails with {@code BindException} for a port in use
   */
  public Future<Listening> listen(String host, int port, Routing routing) {
    int bindPort = port == 0 ? ANY_PORT.decrementAndGet() : port;
    List<VertxEventLoop> all = loops.all();
    int maxConnections = Math.max(1, limits.maxConnections() / all.size());
    List<Future<Bound>> servers = new ArrayList<>();
    for (VertxEventLoop loop : all) {
      LoopServer server =
          new LoopServer(loop, routing, limits, maxConnections, budget, answers, time, entropy);
      Promise<Bound> listening = Promise.promise();
      loop.context().runOnContext(ignored -> bind(server, host, bindPort).onComplete(listening));
      servers.add(listening.future());
    }
    return Future.all(servers)
        .map(ignored -> new Listening(servers.stream().map(Future::result).toList()));
  }

  private Future<Bound> bind(LoopServer server, String host, int port) {
    Vertx vertx = loops.vertx();
    return vertx
        .createHttpServer(options())
        .connectionHandler(server.guard()::opened)
        .requestHandler(server::handle)
        .listen(port, host)
        .map(http -> new Bound(http, vertx, vertx.setPeriodic(TICK_MS, ignored -> server.tick())));
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setAcceptBacklog(ACCEPT_BACKLOG)
        .setReuseAddress(true)
        .setTcpNoDelay(true)
        .setTcpKeepAlive(true)
        .setHttp2ClearTextEnabled(false)
        .setHandle100ContinueAutomatically(true)
        .setMaxInitialLineLength(WireLimits.MAX_HEAD_LINE_BYTES)
        .setMaxHeaderSize(WireLimits.MAX_HEADERS_BYTES)
        .setMaxChunkSize(64 * 1_024)
        .setDecoderInitialBufferSize(1_024);
  }
}
