package io.antipode.node.bootstrap;

import io.antipode.cluster.settings.DurabilityMode;
import io.antipode.cluster.settings.NodeSettings;
import io.antipode.cluster.topology.Region;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A store of two regions in this process, on a data folder, asked over HTTP. */
final class LocalStore implements AutoCloseable {
  static final Region EAST = new Region("us-east-1");
  static final Region WEST = new Region("eu-west-1");
  private static final int WAIT_MS = 20_000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Antipode antipode;
  private final int port;

  private LocalStore(Antipode antipode, int port) {
    this.antipode = antipode;
    this.port = port;
  }

  static LocalStore up(Path folder) throws StartupException {
    int port = Ports.freeBlock(3);
    UpSettings settings =
        new UpSettings(
            List.of(EAST, WEST),
            port,
            folder,
            null,
            1,
            DurabilityMode.OS,
            NodeSettings.LOOPBACK,
            500,
            false,
            false,
            false,
            true);
    return new LocalStore(Antipode.up(settings), port);
  }

  String readyLine() {
    return antipode.readyLine();
  }

  /** What a page answers: its status, a space, its body. */
  String page(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).GET());
  }

  /** What an action answers in a region: its status, a space, its body. */
  String call(Region region, String action, String body) throws IOException, InterruptedException {
    return callSignedFor(region.name(), action, body);
  }

  /** The same at the front door, signed for any region. */
  String callSignedFor(String region, String action, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
            .header("X-Amz-Target", "DynamoDB_20120810." + action)
            .header("X-Amz-Date", "20261129T000000Z")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=key/20261129/"
                    + region
                    + "/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0")
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  /** Asks until an answer has some text. */
  String await(Region region, String action, String body, String text)
      throws IOException, InterruptedException {
    String answer = "";
    for (long waitedMs = 0; waitedMs < WAIT_MS; waitedMs += 50) {
      answer = call(region, action, body);
      if (answer.contains(text.replace('\'', '"'))) {
        return answer;
      }
      Thread.sleep(50); // another process's clock is not ours to turn
    }
    throw new AssertionError(action + " answers " + answer);
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }

  @Override
  public void close() {
    antipode.close();
    http.close();
  }
}
