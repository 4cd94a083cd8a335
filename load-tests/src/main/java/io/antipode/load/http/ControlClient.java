package io.antipode.load.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A plain blocking client for setting things up and looking at them; not for load. Any thread. */
public final class ControlClient {
  /** An answer, whatever its status. */
  public record Answer(int status, String body) {}

  private static final int TIMEOUT_SECONDS = 30;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final InetSocketAddress address;
  private final String region;

  public ControlClient(InetSocketAddress address, String region) {
    this.address = address;
    this.region = region;
  }

  public String region() {
    return region;
  }

  /** Sends one action; an answer other than 200 is an {@link IllegalStateException}. */
  public String call(String action, String json) {
    Answer answer = tryCall(action, json);
    if (answer.status != 200) {
      throw new IllegalStateException(action + ": " + answer.status + " " + answer.body);
    }
    return answer.body;
  }

  /** Sends one action and gives back whatever comes. */
  public Answer tryCall(String action, String json) {
    String target = action.contains(".") ? action : "DynamoDB_20120810." + action;
    return send(
        HttpRequest.newBuilder(uri("/"))
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", target)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=bench/20261123/"
                    + region
                    + "/dynamodb/aws4_request, SignedHeaders=host, Signature="
                    + "0".repeat(64))
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Reads a page such as {@code /_antipode/status}. */
  public Answer get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  /** Posts JSON to a page such as {@code /_antipode/faults}. */
  public Answer post(String path, String json) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private Answer send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    // The timeout of a request would end with the answer's headers.
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    try {
      HttpResponse<String> response = answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return new Answer(response.statusCode(), response.body());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new UncheckedIOException(
          new IOException(request.uri() + " is unanswered after " + TIMEOUT_SECONDS + " s", e));
    } catch (ExecutionException e) {
      IOException cause = e.getCause() instanceof IOException io ? io : new IOException(e);
      throw new UncheckedIOException("no answer from " + request.uri(), cause);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private URI uri(String path) {
    return URI.create("http://" + address.getHostString() + ":" + address.getPort() + path);
  }
}
