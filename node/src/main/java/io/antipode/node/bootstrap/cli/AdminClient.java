package io.antipode.node.bootstrap.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A running store's pages under {@code /_antipode/}, and its API for the demo. */
public final class AdminClient {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI endpoint;

  public AdminClient(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** An answer, whatever its status. */
  public record Answer(int status, String body) {
    /** The body of a good answer. */
    public String orThrow() throws CommandFailedException {
      if (status != 200) {
        throw new CommandFailedException("the store answers " + status + ": " + body);
      }
      return body;
    }
  }

  public Answer get(String path) throws CommandFailedException {
    return send(HttpRequest.newBuilder(endpoint.resolve(path)).GET());
  }

  public Answer post(String path, String json) throws CommandFailedException {
    return send(
        HttpRequest.newBuilder(endpoint.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** The names of the regions that can be reached here. */
  public List<String> regions() throws CommandFailedException {
    String body = get("/_antipode/regions").orThrow();
    try (JsonParser in = JSON.createParser(body)) {
      List<String> names = new ArrayList<>();
      while (in.nextToken() != null) {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
          names.add(in.getText());
        }
      }
      return names;
    } catch (IOException e) {
      throw new CommandFailedException("not JSON: " + body, e);
    }
  }

  /** A page of one of the regions. */
  public Answer get(String path, String region) throws CommandFailedException {
    return get(path + "?region=" + region);
  }

  /** One action of the DynamoDB API. */
  public Answer call(String action, String region, String json) throws CommandFailedException {
    String credential = "demo/20260101/" + region + "/dynamodb/aws4_request";
    return send(
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "DynamoDB_20120810." + action)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential="
                    + credential
                    + ", SignedHeaders=host, Signature="
                    + "0".repeat(64))
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private Answer send(HttpRequest.Builder request) throws CommandFailedException {
    try {
      HttpResponse<String> response =
          http.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (ConnectException e) {
      throw new CommandFailedException(
          "nothing answers at " + endpoint + "; is ./antipode up running there?", e);
    } catch (IOException e) {
      throw new CommandFailedException(endpoint + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted", e);
    }
  }
}
