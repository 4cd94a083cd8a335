package io.antipode.load.target;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;

/**
 * A bare Vert.x HTTP server that reads the request and answers a payload of the length set for its
 * action: the machine's limit for whatever is built on Vert.x. Runs in a JVM of its own ({@code
 * main}), one server instance per core. {@link EchoTarget} starts one.
 */
public final class EchoServer {
  /** Where the lengths are set: a POST of {@code GetItem=330,Query=3000}. */
  static final String LENGTHS_PATH = "/lengths";

  private static volatile Map<String, Buffer> payloads = Map.of();

  private EchoServer() {}

  /** Arguments: the port. Prints {@code echo ready} and serves until it is ended. */
  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    int cores = Runtime.getRuntime().availableProcessors();
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(cores));
    vertx
        .deployVerticle(() -> new Instance(port), new DeploymentOptions().setInstances(cores))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    System.out.println("echo ready");
  }

  private static final class Instance extends VerticleBase {
    private static final Buffer EMPTY = Buffer.buffer("{}");

    private final int port;

    Instance(int port) {
      this.port = port;
    }

    @Override
    public Future<?> start() {
      return vertx
          .createHttpServer()
          .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
          .listen(port, "127.0.0.1");
    }

    private static void answer(HttpServerRequest request, Buffer body) {
      if (LENGTHS_PATH.equals(request.path())) {
        Map<String, Buffer> next = new HashMap<>();
        for (String each : body.toString().split(",", -1)) {
          int equals = each.indexOf('=');
          int length = Integer.parseInt(each.substring(equals + 1));
          next.put(each.substring(0, equals), Buffer.buffer("x".repeat(length)));
        }
        payloads = Map.copyOf(next);
      }
      String target = String.valueOf(request.getHeader("X-Amz-Target"));
      String action = target.substring(target.indexOf('.') + 1);
      request.response().end(payloads.getOrDefault(action, EMPTY));
    }
  }
}
