package io.antipode.node.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.auth.CredentialScope;
import io.antipode.node.expression.ExpressionException;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.json.JsonIn;
import io.antipode.node.json.JsonOut;
import io.antipode.node.json.MalformedJsonException;
import io.antipode.node.metrics.RegionMetrics.Failure;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.netty.util.AsciiString;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request, from its head to its answer. Confined to the connection's loop, but for {@link
 * #succeed}, {@link #fail}, {@link #header} and {@link #out}, which an operation may call wherever
 * it ends up.
 */
final class HttpCall implements Call {
  private static final Logger LOG = LoggerFactory.getLogger(HttpCall.class);

  /** Answers from this size on wait for clients to read them out of a budget. */
  private static final int MIN_LARGE_ANSWER_BYTES = 64 * 1_024;

  private static final ApiError OVER_BUDGET =
      new ApiError(
          ErrorType.SERVICE_UNAVAILABLE,
          "Too many large requests are under way. Please try again shortly");

  private final LoopServer server;
  private final HttpServerRequest request;
  private final ConnectionState connection;
  private final AsciiString requestId;
  private final RequestBody body;
  private final AtomicBoolean answered = new AtomicBoolean();

  private @Nullable RegionApi api;
  private @Nullable Operation operation;
  private @Nullable JsonParser parser;
  private @Nullable CredentialScope credentials;
  private long startNanos;

  /** Name, value, name, value; written by the operation before it answers. */
  private List<String> extraHeaders = List.of();

  private String table = "";

  /**
   * What the budget of answers has granted for this one; set before the answer goes to the loop.
   */
  private long grantedAnswerBytes;

  HttpCall(
      LoopServer server,
      HttpServerRequest request,
      ConnectionState connection,
      AsciiString requestId) {
    this.server = server;
    this.request = request;
    this.connection = connection;
    this.requestId = requestId;
    this.body = server.newBody();
  }

  HttpServerRequest request() {
    return request;
  }

  RequestBody receivedBody() {
    return body;
  }

  AsciiString requestId() {
    return requestId;
  }

  /** Gathers the body, then hands this call on. */
  void read(Consumer<HttpCall> next) {
    request.exceptionHandler(
        broken -> {
          LOG.debug("request {} broke off: {}", requestId, broken.getMessage());
          body.release();
        });
    request.handler(this::chunk);
    request.endHandler(
        ignored -> {
          if (connection.phase() == ConnectionState.Phase.DRAINING) {
            connection.closeAfterAnswer();
          } else {
            connection.enter(ConnectionState.Phase.ANSWERING);
            next.accept(this);
          }
        });
  }

  private void chunk(Buffer chunk) {
    if (connection.phase() != ConnectionState.Phase.DRAINING) {
      ApiError refusal = refusal(body.add(chunk));
      if (refusal != null) {
        body.release();
        connection.enter(ConnectionState.Phase.DRAINING);
        request.response().putHeader(WireHeaders.CONNECTION, WireHeaders.CLOSE);
        fail(refusal);
      }
    }
  }

  private static @Nullable ApiError refusal(RequestBody.Taken taken) {
    return switch (taken) {
      case OK -> null;
      case TOO_LARGE ->
          new ApiError(
              ErrorType.REQUEST_ENTITY_TOO_LARGE,
              "Request body must not be larger than " + JsonIn.MAX_DOCUMENT_BYTES + " bytes");
      case OVER_BUDGET -> OVER_BUDGET;
    };
  }

  /** Runs the action that the request names, on the region. */
  void dispatch(RegionApi region) {
    api = region;
    startNanos = server.time().nanos();
    try {
      if (!inflated()) {
        return;
      }
      Operation named = region.operation(request.getHeader(WireHeaders.TARGET));
      if (named == null) {
        fail(new ApiError(ErrorType.UNKNOWN_OPERATION, "An unknown operation was requested."));
        return;
      }
      operation = named;
      String problem = credentials().problem();
      if (problem != null) {
        fail(new ApiError(ErrorType.INCOMPLETE_SIGNATURE, problem));
        return;
      }
      if (body.length() == 0) {
        fail(new ApiError(ErrorType.SERIALIZATION, ""));
        return;
      }
      named.handle(this);
    } catch (ApiException e) {
      fail(e.error());
    } catch (InvalidItemException | ExpressionException e) {
      fail(ApiError.validation(String.valueOf(e.getMessage())));
    } catch (MalformedJsonException e) {
      fail(new ApiError(ErrorType.SERIALIZATION, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      // Bytes in memory fail to be read for one reason: they are not what they should be.
      assert e instanceof JacksonException || operation == null : e;
      fail(new ApiError(ErrorType.SERIALIZATION, ""));
    } catch (RuntimeException | StackOverflowError e) {
      unexpected(e);
    } finally {
      closeParser();
      body.release();
    }
  }

  private boolean inflated() throws IOException {
    String encoding = request.getHeader(WireHeaders.CONTENT_ENCODING);
    if (encoding == null || encoding.equals("identity") || encoding.equals("aws-chunked")) {
      return true;
    }
    if (!encoding.equals("gzip")) {
      fail(new ApiError(ErrorType.SERIALIZATION, "Unsupported Content-Encoding: " + encoding));
      return false;
    }
    ApiError refusal = refusal(body.inflate());
    if (refusal != null) {
      fail(refusal);
    }
    return refusal == null;
  }

  private void unexpected(Throwable failure) {
    LOG.error(
        "request {} ({}) failed unexpectedly",
        requestId,
        operation == null ? "no operation" : operation.name(),
        failure);
    fail(new ApiError(ErrorType.INTERNAL_SERVER_ERROR, "Internal server error"));
  }

  private void closeParser() {
    JsonParser open = parser;
    parser = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException("closing a parser over memory", e);
      }
    }
  }

  /** Whoever signed the request. */
  CredentialScope credentials() {
    CredentialScope known = credentials;
    if (known == null) {
      known = CredentialScope.ofHeader(request.getHeader(WireHeaders.AUTHORIZATION));
      if (known.equals(CredentialScope.NONE)) {
        known = CredentialScope.ofQuery(request.query());
      }
      credentials = known;
    }
    return known;
  }

  @Override
  public String accessKeyId() {
    return credentials().accessKeyId();
  }

  @Override
  public JsonParser body() throws IOException {
    closeParser();
    JsonParser fresh = JsonIn.parser(body.bytes(), body.offset(), body.length());
    parser = fresh;
    return fresh;
  }

  @Override
  public void table(String name) {
    table = name;
  }

  @Override
  public JsonOut out() {
    return Response.writer();
  }

  @Override
  public void header(String name, String value) {
    if (extraHeaders.isEmpty()) {
      extraHeaders = new ArrayList<>(2);
    }
    extraHeaders.add(name);
    extraHeaders.add(value);
  }

  @Override
  public void succeed(JsonOut out) {
    if (out.length() >= MIN_LARGE_ANSWER_BYTES) {
      if (!server.answers().tryTake(out.length())) {
        fail(OVER_BUDGET);
        return;
      }
      grantedAnswerBytes = out.length();
    }
    answer(200, out, null);
  }

  @Override
  public void fail(ApiError error) {
    JsonOut out = new JsonOut();
    ErrorBody.write(error, out);
    answer(error.type().httpStatus(), out, error);
  }

  private void answer(int status, JsonOut out, @Nullable ApiError error) {
    if (!answered.compareAndSet(false, true)) {
      if (error == null) {
        LOG.error("request {} was answered before; this success is dropped", requestId);
      }
      return;
    }
    count(error);
    reply(status, WireHeaders.AMZ_JSON, java.util.Arrays.copyOf(out.array(), out.length()));
  }

  /**
   * Answers, from any thread.
   *
   * @param bytes not to be changed any more
   */
  void reply(int status, AsciiString contentType, byte[] bytes) {
    if (server.loop().inLoop()) {
      send(status, contentType, bytes);
    } else {
      server.loop().execute(() -> send(status, contentType, bytes));
    }
  }

  private void giveBackWhen(Future<Void> sent) {
    long bytes = grantedAnswerBytes;
    if (!connection.beginAnswer(bytes)) {
      server.answers().giveBack(bytes);
      return;
    }
    sent.onComplete(
        ignored -> {
          if (connection.endAnswer(bytes)) {
            server.answers().giveBack(bytes);
          }
        });
  }

  private void count(@Nullable ApiError error) {
    RegionApi region = api;
    if (region == null) {
      return;
    }
    Operation named = operation;
    var meters = region.metrics().table(table).operation(named == null ? "Unknown" : named.name());
    if (error == null) {
      meters.succeeded(server.time().nanos() - startNanos);
    } else {
      meters.failed(error.type().httpStatus(), kind(error.type()));
    }
  }

  private static Failure kind(ErrorType type) {
    return switch (type) {
      case CONDITIONAL_CHECK_FAILED -> Failure.CONDITION_FAILED;
      case PROVISIONED_THROUGHPUT_EXCEEDED, THROTTLING, REQUEST_LIMIT_EXCEEDED -> Failure.THROTTLED;
      default -> Failure.OTHER;
    };
  }

  private void send(int status, AsciiString contentType, byte[] bytes) {
    if (connection.phase() != ConnectionState.Phase.DRAINING) {
      connection.enter(ConnectionState.Phase.IDLE);
    }
    Future<Void> sent = Response.send(server, this, status, contentType, extraHeaders, bytes);
    if (grantedAnswerBytes > 0) {
      giveBackWhen(sent);
    }
  }
}
