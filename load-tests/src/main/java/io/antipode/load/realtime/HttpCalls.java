package io.antipode.load.realtime;

import io.antipode.load.workload.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests of the API, each once. No answer in time, or a broken connection, is an unknown
 * outcome; the connection is then given up, since an answer may still come on it. A break is told
 * when the time is up, like silence: clients of a dead server then add no more unknown outcomes
 * than those of a slow one, and each costs the checkers dearly. Confined to the event loop.
 */
final class HttpCalls {
  private static final int MAX_CONNECTIONS = 256;
  private static final int QUESTION_MS = 500;
  private static final byte[] NO_MEMBERS = {'{', '}'};

  /** The actions of the other service. */
  private static final Set<String> STREAMS =
      Set.of("ListStreams", "DescribeStream", "GetShardIterator", "GetRecords");

  private static final String DATE = "20261123";

  private final Vertx vertx;
  private final int timeoutMs;
  private final Traffic traffic;
  private final HttpClientAgent client;

  HttpCalls(Vertx vertx, int timeoutMs, Traffic traffic) {
    this.vertx = vertx;
    this.timeoutMs = timeoutMs;
    this.traffic = traffic;
    client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(timeoutMs).setKeepAlive(true),
            new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS));
  }

  void send(InetSocketAddress to, String region, String action, byte[] body, Consumer<Reply> then) {
    long startNs = System.nanoTime();
    send(
        to,
        region,
        action,
        body,
        timeoutMs,
        reply -> {
          traffic.answered(region, reply.status(), System.nanoTime() - startNs);
          then.accept(reply);
        });
  }

  /** Whether a region answers at all, told within half a second; counts nowhere. */
  void ask(InetSocketAddress to, String region, Consumer<Boolean> answered) {
    send(
        to,
        region,
        "ListTables",
        NO_MEMBERS,
        QUESTION_MS,
        reply -> answered.accept(reply.status() != 0));
  }

  private void send(
      InetSocketAddress to,
      String region,
      String action,
      byte[] body,
      int limitMs,
      Consumer<Reply> then) {
    Exchange exchange = new Exchange(limitMs, then);
    client
        .request(options(to, region, action))
        .compose(request -> exchange.sent(request, body))
        .compose(response -> response.body().map(all -> reply(response, all)))
        .onSuccess(exchange::end);
  }

  private static RequestOptions options(InetSocketAddress to, String region, String action) {
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setHost(to.getAddress().getHostAddress())
        .setPort(to.getPort())
        .setURI("/")
        .putHeader("content-type", "application/x-amz-json-1.0")
        .putHeader(
            "x-amz-target",
            (STREAMS.contains(action) ? "DynamoDBStreams_20120810." : "DynamoDB_20120810.")
                + action)
        .putHeader("x-amz-date", DATE + "T000000Z")
        .putHeader(
            "authorization",
            "AWS4-HMAC-SHA256 Credential=chaos/"
                + DATE
                + "/"
                + region
                + "/dynamodb/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature="
                + "0".repeat(64));
  }

  private static Reply reply(HttpClientResponse response, Buffer body) {
    return new Reply(
        response.statusCode(), body.getBytes(), response.getHeader("x-antipode-version"));
  }

  /** One request, until it is answered or given up. */
  private final class Exchange {
    private final Consumer<Reply> then;
    private final long timer;
    private @Nullable HttpClientRequest request;
    private boolean ended;

    Exchange(int limitMs, Consumer<Reply> then) {
      this.then = then;
      timer = vertx.setTimer(limitMs, id -> timedOut());
    }

    Future<HttpClientResponse> sent(HttpClientRequest opened, byte[] body) {
      if (ended) {
        opened.reset();
        return Future.failedFuture("too late");
      }
      request = opened;
      return opened.send(Buffer.buffer(body));
    }

    private void timedOut() {
      end(Reply.UNKNOWN);
      if (request != null) {
        request.reset();
      }
    }

    void end(Reply reply) {
      if (!ended) {
        ended = true;
        vertx.cancelTimer(timer);
        then.accept(reply);
      }
    }
  }
}
