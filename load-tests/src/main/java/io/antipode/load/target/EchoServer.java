package io.antipode.load.target;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.net.InetSocketAddress;

/**
 * A bare Vert.x HTTP server that reads the request and answers a fixed payload: the machine's limit
 * for whatever is built on Vert.x. Runs in a JVM of its own ({@code main}), one server instance per
 * core.
 */
public final class EchoServer {
  private EchoServer() {}

  /**
   * Arguments: port, bytes of the answer. Prints {@code echo ready} and serves until it is ended.
   */
  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    Buffer payload = Buffer.buffer("x".repeat(Integer.parseInt(arguments[1])));
    int cores = Runtime.getRuntime().availableProcessors();
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(cores));
    vertx
        .deployVerticle(
            () -> new Instance(port, payload), new DeploymentOptions().setInstances(cores))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    System.out.println("echo ready");
  }

  private static final class Instance extends VerticleBase {
    private final int port;
    private final Buffer payload;

    Instance(int port, Buffer payload) {
      this.port = port;
      this.payload = payload;
    }

    @Override
    public Future<?> start() {
      return vertx
          .createHttpServer()
          .requestHandler(
              request -> request.body().onSuccess(body -> request.response().end(payload)))
          .listen(port, "127.0.0.1");
    }
  }

  /** Starts one as a child process. */
  public static Target start(int payloadBytes, java.nio.file.Path log) {
    int port = Addresses.freePort();
    ChildProcess process =
        new ChildProcess(
            java.util.List.of(
                java.nio.file.Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EchoServer.class.getName(),
                Integer.toString(port),
                Integer.toString(payloadBytes)),
            log);
    process.awaitLine("echo ready");
    InetSocketAddress address = Addresses.loopback(port);
    return new Target() {
      @Override
      public String name() {
        return "bare echo";
      }

      @Override
      public InetSocketAddress address() {
        return address;
      }

      @Override
      public void close() {
        process.close();
      }
    };
  }
}
