package io.antipode.node.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.topology.Region;
import io.antipode.node.json.JsonOut;
import io.antipode.node.metrics.RegionMetrics;
import io.antipode.node.runtime.EventLoops;
import io.antipode.node.runtime.SystemEntropy;
import io.antipode.node.runtime.SystemTime;
import io.antipode.node.wire.FaultSwitch.Fault;
import io.antipode.node.wire.RawClient.Answer;
import io.antipode.node.wire.http.HttpLimits;
import io.antipode.node.wire.http.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as a client meets it, over real sockets. */
final class RegionPortTest {
  private static final String VIRGINIA = "us-east-1";
  private static final String IRELAND = "eu-west-1";

  /** Small where a test waits for a limit or fills it; 16 MB of one body are taken. */
  private static final HttpLimits LIMITS =
      new HttpLimits(16 * 1_024 * 1_024, 40L * 1_024 * 1_024, 64, 3, 1);

  /** The beginning of a PutItem, before its other headers. */
  private static final String TARGET =
      "POST / HTTP/1.1\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\n";

  private static final EventLoops LOOPS = new EventLoops(2);
  private static final FaultRecorder FAULTS = new FaultRecorder();
  private static final RegionMetrics METRICS = new RegionMetrics(VIRGINIA);
  private static int port;
  private static int door;
  private static int strictDoor;

  @BeforeAll
  static void listen() throws Exception {
    SystemTime time = new SystemTime();
    HttpServer server = new HttpServer(LOOPS, LIMITS, time, new SystemEntropy());
    RegionApi virginia = api(VIRGINIA, METRICS);
    RegionApi ireland = api(IRELAND, new RegionMetrics(IRELAND));
    PageGuard guard = new PageGuard(Set.of("db.example.com"));
    port = listen(server, new RegionRouter(new Routing.OneRegion(virginia), guard, time));
    List<RegionApi> regions = List.of(virginia, ireland);
    door = listen(server, new RegionRouter(Routing.FrontDoor.of(regions, false), guard, time));
    strictDoor = listen(server, new RegionRouter(Routing.FrontDoor.of(regions, true), guard, time));
  }

  private static int listen(HttpServer server, RegionRouter router) throws Exception {
    return server
        .listen("127.0.0.1", 0, router)
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS)
        .port();
  }

  @AfterAll
  static void close() {
    LOOPS.close();
  }

  private static RegionApi api(String region, RegionMetrics metrics) {
    return new RegionApi(
        new Region(region),
        EchoOperations.services(region, LOOPS.next()::execute),
        metrics,
        new FixedAdmin());
  }

  @Test
  void anAnswerCarriesItsIdItsChecksumAndItsType() throws IOException {
    try (RawClient client = new RawClient(port)) {
      Answer answer = client.post("PutItem", "", "{\"Item\":{\"a\":{\"S\":\"é\"}}}").answer();
      assertEquals(200, answer.status());
      assertEquals(
          "{\"region\":\"us-east-1\",\"caller\":\"\",\"Item\":{\"a\":{\"S\":\"é\"}}}",
          answer.text());
      assertEquals(crc32(answer.body()), answer.header("x-amz-crc32"));
      assertEquals("application/x-amz-json-1.0", answer.header("content-type"));
      assertEquals(52, answer.header("x-amzn-requestid").length());
      Answer next = client.post("PutItem", "", "{}").answer();
      assertNotEquals(answer.header("x-amzn-requestid"), next.header("x-amzn-requestid"));
    }
  }

  @Test
  void anAnswerMayComeFromAnotherThreadWithHeadersOfItsOwn() throws IOException {
    try (RawClient client = new RawClient(port)) {
      Answer answer = client.post("GetItem", "", "{}").answer();
      assertEquals("{\"region\":\"us-east-1\"}", answer.text());
      assertEquals("1:us-east-1", answer.header("x-antipode-version"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PutItem|{|{\"__type\":\"com.amazon.coral.service#SerializationException\"}",
        "PutItem||{\"__type\":\"com.amazon.coral.service#MissingAuthenticationTokenException\","
            + "\"message\":\"Request is missing Authentication Token\"}",
        "PutItem|{\"Item\":{\"a\":{\"S\":5}}}|{\"__type\":\"com.amazon.coral.service#SerializationException\",\"Message\":\"NUMBER_VALUE"
            + " cannot be converted to String\"}",
        "PutItem|{\"Item\":{\"a\":{}}}|{\"__type\":\"com.amazon.coral.validate#ValidationException"
            + "\",\"message\":\"Supplied AttributeValue is empty, must contain exactly one of the"
            + " supported datatypes\"}",
        "Nonsense|{}|{\"__type\":\"com.amazon.coral.service#UnknownOperationException\",\"message\""
            + ":\"An unknown operation was requested.\"}",
        "DeleteItem|{}|{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailed"
            + "Exception\",\"message\":\"The conditional request failed\",\"Item\":{\"pk\":{\"S\":"
            + "\"x\"}}}",
        "Query|{}|{\"__type\":\"com.amazonaws.dynamodb.v20120810#ThrottlingException\",\"message\":"
            + "\"slow down\",\"throttlingReasons\":[{\"reason\":\"why\",\"resource\":\"arn\"}]}",
      })
  void whatAClientDoesWrongIsA400(String action, String body, String expected) throws IOException {
    try (RawClient client = new RawClient(port)) {
      Answer answer = client.post(action, "", body == null ? "" : body).answer();
      assertEquals(400, answer.status());
      assertEquals(expected, answer.text());
      assertEquals(crc32(answer.body()), answer.header("x-amz-crc32"));
    }
  }

  @Test
  void aBugIsA500AndTheConnectionLivesOn() throws IOException {
    try (RawClient client = new RawClient(port)) {
      Answer answer = client.post("UpdateItem", "", "{}").answer();
      assertEquals(500, answer.status());
      assertTrue(answer.text().contains("#InternalServerError"), answer.text());
      assertEquals(200, client.post("PutItem", "", "{}").answer().status());
    }
  }

  @Test
  void badUtf8IsASerializationException() throws IOException {
    byte[] body = "{\"Item\":{\"a\":{\"S\":\"?\"}}}".getBytes(StandardCharsets.US_ASCII);
    body[19] = (byte) 0xc3;
    try (RawClient client = new RawClient(port)) {
      Answer answer = client.post("PutItem", "", body).answer();
      assertEquals(400, answer.status());
      assertTrue(answer.text().contains("#SerializationException"), answer.text());
    }
  }

  @Test
  void streamsHaveATargetOfTheirOwn() throws IOException {
    try (RawClient client = new RawClient(port)) {
      assertEquals(400, client.post("ListStreams", "", "{}").answer().status());
      client
          .send("POST / HTTP/1.1\r\nX-Amz-Target: DynamoDBStreams_20120810.ListStreams\r\n")
          .send("Content-Length: 2\r\n\r\n{}");
      assertEquals(200, client.answer().status());
    }
  }

  @Test
  void aBodyOf16MegabytesIsTakenAndOneByteMoreIsNot() throws IOException {
    byte[] body = new byte[LIMITS.maxBodyBytes()];
    java.util.Arrays.fill(body, (byte) ' ');
    body[0] = '{';
    body[body.length - 1] = '}';
    try (RawClient client = new RawClient(port)) {
      assertEquals(200, client.post("PutItem", "", body).answer().status());
      Answer refused =
          client.post("PutItem", "", java.util.Arrays.copyOf(body, body.length + 1)).answer();
      assertEquals(413, refused.status());
      assertTrue(client.closedByServer());
    }
  }

  @Test
  void aChunkedBodyIsTakenAndBoundedAlike() throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.send(TARGET);
      client.send("Transfer-Encoding: chunked\r\n\r\n4\r\n{\"It\r\n").send("7\r\nem\":{}}\r\n");
      assertEquals(200, client.send("0\r\n\r\n").answer().status());

      client.send(TARGET);
      client.send("Transfer-Encoding: chunked\r\n\r\n");
      String chunk = "100000\r\n" + " ".repeat(0x100000) + "\r\n";
      for (int i = 0; i <= 16; i++) {
        client.send(chunk);
      }
      assertEquals(413, client.answer().status());
    }
  }

  @Test
  void bodiesThatTogetherAreTooMuchAreRefusedUntilOthersEnd() throws IOException {
    String head = TARGET + "Content-Length: 16000000\r\n\r\n";
    byte[] part = new byte[15_000_000];
    List<RawClient> clients = new ArrayList<>();
    try {
      int refused = 0;
      for (int i = 0; i < 3; i++) {
        clients.add(new RawClient(port).send(head).send(part));
      }
      for (RawClient client : clients) {
        // Slow ones are closed by the guard; the one too many is told so.
        try {
          refused += client.answer().status() == 503 ? 1 : 0;
        } catch (IOException closed) {
          refused += 0;
        }
      }
      assertEquals(1, refused);
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
    try (RawClient client = new RawClient(port)) {
      byte[] body = new byte[4_000_000];
      java.util.Arrays.fill(body, (byte) ' ');
      body[0] = '{';
      body[body.length - 1] = '}';
      assertEquals(200, client.post("PutItem", "", body).answer().status());
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    try (RawClient client = new RawClient(port)) {
      ByteArrayOutputStream requests = new ByteArrayOutputStream();
      for (int i = 0; i < 100; i++) {
        String body = "{\"Item\":{\"n\":{\"N\":\"" + i + "\"}}}";
        String action = i % 2 == 0 ? "PutItem" : "GetItem";
        requests.write(
            ("POST / HTTP/1.1\r\nX-Amz-Target: DynamoDB_20120810."
                    + action
                    + "\r\nContent-Length: "
                    + body.length()
                    + "\r\n\r\n"
                    + body)
                .getBytes(StandardCharsets.US_ASCII));
      }
      client.send(requests.toByteArray());
      for (int i = 0; i < 100; i++) {
        String text = client.answer().text();
        assertEquals(i % 2 == 0, text.contains("{\"N\":\"" + i + "\"}"), text);
      }
    }
  }

  @Test
  void aClientThatReadsLateGetsEveryAnswerInOrder() throws Exception {
    try (RawClient client = new RawClient(port)) {
      Thread writer = sendLargeItems(client, 60);
      for (int i = 0; i < 60; i++) {
        Answer answer = client.answer();
        assertEquals(200, answer.status());
        assertTrue(answer.text().contains("{\"N\":\"" + i + "\"}"));
      }
      writer.join();
    }
  }

  @Test
  void aClientThatNeverReadsIsClosed() throws Exception {
    try (RawClient client = new RawClient(port)) {
      Thread writer = sendLargeItems(client, 10_000);
      writer.join(TimeUnit.SECONDS.toMillis(20));
      assertFalse(writer.isAlive());
    }
  }

  /** Sends PutItems of 300 KB each, until the server closes. */
  private static Thread sendLargeItems(RawClient client, int count) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                for (int i = 0; i < count; i++) {
                  String text = "x".repeat(300_000);
                  client.post(
                      "PutItem",
                      "",
                      "{\"Item\":{\"n\":{\"N\":\"" + i + "\"},\"s\":{\"S\":\"" + text + "\"}}}");
                }
              } catch (IOException closedByServer) {
                assertTrue(count > 60, "closed too early");
              }
            });
  }

  @Test
  void gzipIsReadAndWrittenOnRequest() throws IOException {
    String item = "{\"Item\":{\"a\":{\"S\":\"" + "x".repeat(5_000) + "\"}}}";
    String headers = "Content-Encoding: gzip\r\nAccept-Encoding: gzip\r\n";
    try (RawClient client = new RawClient(port)) {
      Answer answer = client.post("PutItem", headers, gzip(item)).answer();
      assertEquals(200, answer.status());
      assertEquals("gzip", answer.header("content-encoding"));
      assertEquals(crc32(answer.body()), answer.header("x-amz-crc32"));
      assertTrue(answer.body().length < 500);
      byte[] plain = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
      assertTrue(new String(plain, StandardCharsets.UTF_8).contains("x".repeat(5_000)));
    }
  }

  @Test
  void gzipThatIsBrokenOrInflatesBeyondTheLimitIsRefused() throws IOException {
    try (RawClient client = new RawClient(port)) {
      assertEquals(
          400, client.post("PutItem", "Content-Encoding: gzip\r\n", "{}").answer().status());
      byte[] bomb = gzip(" ".repeat(LIMITS.maxBodyBytes() + 1));
      assertTrue(bomb.length < 100_000);
      assertEquals(
          413, client.post("PutItem", "Content-Encoding: gzip\r\n", bomb).answer().status());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "POST / HTTP/1.1\r\nHost:",
        "POST / HTTP/1.1\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\nContent-Length: 10\r\n\r\n{",
      })
  void aClientThatStallsIsClosedWhileOthersAreServed(String begun) throws IOException {
    try (RawClient slow = new RawClient(port);
        RawClient other = new RawClient(port)) {
      slow.send(begun);
      assertEquals(200, other.post("PutItem", "", "{}").answer().status());
      assertTrue(slow.closedByServer());
    }
  }

  @Test
  void atTheBoundTheConnectionThatWasIdleLongestGivesWay() throws IOException {
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 3 * LIMITS.maxConnections(); i++) {
        RawClient client = new RawClient(port);
        clients.add(client);
        assertEquals(200, client.post("PutItem", "", "{}").answer().status());
      }
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"us-east-1,us-east-1", "eu-west-1,eu-west-1"})
  void theFrontDoorServesTheRegionThatTheRequestIsSignedFor(String signed, String served)
      throws IOException {
    try (RawClient client = new RawClient(door)) {
      Answer answer = client.post("PutItem", signature(signed), "{}").answer();
      assertTrue(answer.text().startsWith("{\"region\":\"" + served + "\",\"caller\":\"AKID\""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "local", "us-west-2", "local-env"})
  void theFrontDoorsFirstRegionServesWhatIsSignedForNoneOfThem(String signed) throws IOException {
    try (RawClient client = new RawClient(door)) {
      String headers = signed.isEmpty() ? "" : signature(signed);
      assertTrue(client.post("PutItem", headers, "{}").answer().text().contains(VIRGINIA));
    }
  }

  @Test
  void aStrictFrontDoorNamesItsRegionsInsteadAndServesTheFirstWithoutASignature()
      throws IOException {
    try (RawClient client = new RawClient(strictDoor)) {
      Answer unknown = client.post("PutItem", signature("sa-east-1"), "{}").answer();
      assertEquals(400, unknown.status());
      assertTrue(unknown.text().contains("us-east-1, eu-west-1"), unknown.text());
      assertTrue(client.post("PutItem", "", "{}").answer().text().contains(VIRGINIA));
    }
  }

  @ParameterizedTest
  @CsvSource({"localhost:8000, localhost:8000", "[::1]:8000, [::1]:8000", "a b, own"})
  void anEndpointIsWhereTheClientFoundUs(String host, String endpoint) throws IOException {
    try (RawClient client = new RawClient(door)) {
      client.send("POST / HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 2\r\n");
      client.send("X-Amz-Target: DynamoDB_20120810.DescribeEndpoints\r\n\r\n{}");
      assertEquals("[\"" + endpoint + "\"]", client.answer().text());
    }
  }

  @Test
  void aRegionsPortServesThatRegionWhateverIsSigned() throws IOException {
    try (RawClient client = new RawClient(port)) {
      assertTrue(
          client.post("PutItem", signature("sa-east-1"), "{}").answer().text().contains(VIRGINIA));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/, 200, healthy: dynamodb.us-east-1.amazonaws.com",
    "/_antipode/health, 200, healthy",
    "/_antipode/ready, 200, ready",
    "/_antipode/status, 200, '{\"page\":\"status\"}'",
    "/_antipode/conflicts, 200, '{\"page\":\"conflicts\"}'",
    "/_antipode/digest/Known, 200, '{\"page\":\"digest\"}'",
    "/_antipode/digest/Unknown, 404, '{\"error\":\"no such table: Unknown\"}'",
    "/_antipode/digest/Damaged, 503, '{\"error\":\"a shard can''t tell now; the log says why\"}'",
    "/_antipode/regions, 200, '{\"regions\":[\"us-east-1\"]}'",
    "/_antipode/ready?region=us-east-1, 200, ready",
    "/_antipode/ready?region=eu-west-1, 400, '{\"error\":\"no such region here: eu-west-1\"}'",
    "/_antipode/nonsense, 404, '{\"error\":\"no such page: /_antipode/nonsense\"}'",
    "/nonsense, 404, '{\"error\":\"no such page: /nonsense\"}'",
  })
  void pagesAreServedBesideTheApi(String path, int status, String body) throws IOException {
    Answer answer = get(path);
    assertEquals(status, answer.status());
    assertEquals(body, answer.text().strip());
  }

  @Test
  void theFrontDoorHasThePagesOfEveryRegion() throws IOException {
    try (RawClient client = new RawClient(door)) {
      assertEquals(
          "{\"regions\":[\"us-east-1\",\"eu-west-1\"]}",
          client.send("GET /_antipode/regions HTTP/1.1\r\n\r\n").answer().text());
    }
  }

  @Test
  void theConsoleAsksForNothingFromElsewhere() throws IOException {
    String page = get("/_antipode/console").text();
    assertTrue(page.contains("<title>Antipode</title>"));
    assertEquals(-1, page.indexOf("http"), "refers to another host");
  }

  @Test
  void requestsAreCountedByActionAndTable() throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.post("PutItem", "", "{}").answer();
      client.post("DeleteItem", "", "{}").answer();
      client.post("UpdateItem", "", "{}").answer();
      client.post("Query", "", "{}").answer();
    }
    String metrics = get("/_antipode/metrics").text();
    for (String series :
        List.of(
            "successful_request_latency_seconds_count{operation=\"PutItem\",region=\"us-east-1\",table_name=\"Echo\"}",
            "conditional_check_failed_requests_total{operation=\"DeleteItem\"",
            "system_errors_total{operation=\"UpdateItem\"",
            "throttled_requests_total{operation=\"Query\"")) {
      assertTrue(
          metrics.lines().anyMatch(line -> line.startsWith(series) && !line.endsWith(" 0.0")),
          () -> series + " in\n" + metrics);
    }
  }

  @Test
  void faultsAreSetShownAndCleared() throws IOException {
    String link = "{\"link\":{\"from\":\"us-east-1\",\"to\":\"eu-west-1\"";
    faults("DELETE", "");
    faults("POST", link + ",\"oneWay\":true},\"delayMs\":100}");
    assertEquals(
        List.of(new Fault.Delay(region(VIRGINIA), region(IRELAND), 100, 0)), FAULTS.faults);
    faults("DELETE", "");
    String answer = faults("POST", link + "},\"cut\":true}").text();
    assertEquals(
        "{\"faults\":[{\"link\":{\"from\":\"us-east-1\",\"to\":\"eu-west-1\",\"oneWay\":true},\"cut\":true},"
            + "{\"link\":{\"from\":\"eu-west-1\",\"to\":\"us-east-1\",\"oneWay\":true},\"cut\":true}]}",
        answer);
    faults("POST", "{\"heal\":true}");
    faults("POST", "{\"clock\":{\"region\":\"us-east-1\",\"skewMs\":-300}}");
    assertEquals(List.of(new Fault.Skew(region(VIRGINIA), -300)), FAULTS.faults);
    assertEquals("{\"faults\":[]}", faults("DELETE", "").text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"link\":{\"from\":\"us-east-1\"},\"cut\":true}",
        "{\"link\":{\"from\":\"us-east-1\",\"to\":\"nowhere\"},\"cut\":true}",
        "{\"link\":{\"from\":\"us-east-1\",\"to\":\"eu-west-1\"},\"delayMs\":-1}",
        "{\"link\":{\"from\":\"us-east-1\",\"to\":\"eu-west-1\"},\"reorder\":7}",
        "{\"clock\":{\"region\":\"us-east-1\"}}",
        "{\"clock\":{\"region\":\"us-east-1\",\"skewMs\":100000000000000}}",
      })
  void aFaultThatMakesNoSenseIsA400(String json) throws IOException {
    assertEquals(400, faults("POST", json).status());
  }

  @Test
  void aBrowserMayAskFromElsewhereWithTheHeadersThatItNames() throws IOException {
    try (RawClient client = new RawClient(port)) {
      Answer allowed =
          client
              .send("OPTIONS / HTTP/1.1\r\nOrigin: a\r\n")
              .send("Access-Control-Request-Headers: authorization,x-amz-target\r\n\r\n")
              .answer();
      assertEquals("*", allowed.header("access-control-allow-origin"));
      assertEquals("GET, POST, OPTIONS", allowed.header("access-control-allow-methods"));
      assertEquals("authorization,x-amz-target", allowed.header("access-control-allow-headers"));
      Answer answer = client.post("PutItem", "Origin: a\r\n", "{}").answer();
      assertEquals("*", answer.header("access-control-allow-origin"));
      assertTrue(answer.header("access-control-expose-headers").contains("x-amzn-RequestId"));
    }
  }

  @Test
  void thePagesAreForTheirOwnOrigin() throws IOException {
    try (RawClient client = new RawClient(port)) {
      for (String method : List.of("GET", "OPTIONS")) {
        client.send(method + " /_antipode/status HTTP/1.1\r\nOrigin: a\r\n\r\n");
        assertEquals("(none)", client.answer().header("access-control-allow-origin"));
      }
    }
  }

  @Test
  void aPageOfAnotherOriginDisturbsNothing() throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.send("POST /_antipode/faults HTTP/1.1\r\nHost: localhost\r\nOrigin: http://a\r\n");
      client.send("Content-Type: text/plain\r\nContent-Length: 13\r\n\r\n{\"heal\":true}");
      assertEquals(403, client.answer().status());
    }
  }

  @Test
  void aHeadRequestIsAnsweredAsAGetWithoutItsBody() throws IOException {
    try (RawClient client = new RawClient(port)) {
      String all = client.send("HEAD / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n").bytesUntil("com ");
      String head = all.substring(0, all.indexOf("\r\n\r\n"));
      assertTrue(head.startsWith("HTTP/1.1 200 OK") && head.endsWith("Content-Length: 42"), head);
      assertTrue(all.substring(head.length() + 4).startsWith("HTTP/1.1 200 OK"), all);
    }
  }

  @Test
  void aClientThatWaitsToBeAskedForItsBodyIsAsked() throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.send(TARGET + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertEquals("HTTP/1.1 100 Continue\r\n\r\n", client.bytesUntil("\r\n\r\n"));
      assertEquals(200, client.send("{}").answer().status());
      client.send(TARGET + "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n");
      assertEquals(413, client.answer().status());
    }
  }

  @Test
  void aRequestMayArriveByteByByte() throws IOException {
    try (RawClient client = new RawClient(port)) {
      for (char c : (TARGET + "Content-Length: 2\r\n\r\n{}\r\n").toCharArray()) {
        client.send(String.valueOf(c));
      }
      assertEquals(200, client.answer().status());
      assertEquals(200, client.post("PutItem", "", "{}").answer().status());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST / HTTP/1.0\r\n",
        "POST / HTTP/1.1\r\nConnection: close\r\n",
      })
  void theLastAnswerSaysSoAndClosesWhateverFollows(String begun) throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.send(begun + "X-Amz-Target: DynamoDB_20120810.GetItem\r\nContent-Length: 2\r\n\r\n{}");
      client.send("POST / HTTP/1.1\r\n\r\n");
      assertEquals("close", client.answer().header("connection"));
      assertTrue(client.closedByServer());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'POST / HTTP/1.1\n\n', 400",
    "'POST / HTTP/2.0\r\n\r\n', 505",
    "'POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n', 501",
    "'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx', 400",
    "'POST / HTTP/1.1\r\nExpect: much\r\n\r\n', 417",
  })
  void whatIsNoRequestIsToldSoAndTheConnectionCloses(String bytes, int status) throws IOException {
    try (RawClient client = new RawClient(port)) {
      assertEquals(status, client.send(bytes).answer().status());
      assertTrue(client.closedByServer());
    }
  }

  @Test
  void aHeadBeyondItsBoundIsRefused() throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.send("POST / HTTP/1.1\r\nX: " + "x".repeat(40_000) + "\r\n\r\n");
      assertEquals(431, client.answer().status());
    }
  }

  private static Answer faults(String method, String body) throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.send(
          method + " /_antipode/faults HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n");
      return client.send(body).answer();
    }
  }

  private static Answer get(String path) throws IOException {
    try (RawClient client = new RawClient(port)) {
      return client.send("GET " + path + " HTTP/1.1\r\n\r\n").answer();
    }
  }

  private static String signature(String region) {
    return "Authorization: AWS4-HMAC-SHA256 Credential=AKID/20261123/"
        + region
        + "/dynamodb/aws4_request, SignedHeaders=host, Signature=0\r\n";
  }

  private static Region region(String name) {
    return new Region(name);
  }

  private static String crc32(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return Long.toString(crc.getValue());
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static final class FaultRecorder implements FaultSwitch {
    private final List<Fault> faults = new CopyOnWriteArrayList<>();

    @Override
    public List<Fault> active() {
      return List.copyOf(faults);
    }

    @Override
    public void apply(Fault fault) {
      faults.add(fault);
    }

    @Override
    public void clear() {
      faults.clear();
    }
  }

  private static final class FixedAdmin implements AdminSource {
    @Override
    public CompletionStage<Boolean> ready() {
      return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletionStage<JsonOut> status() {
      return CompletableFuture.completedFuture(page("status"));
    }

    @Override
    public CompletionStage<Optional<JsonOut>> digest(String table) {
      return switch (table) {
        case "Known" -> CompletableFuture.completedFuture(Optional.of(page("digest")));
        case "Damaged" -> CompletableFuture.failedFuture(new IllegalStateException("damaged"));
        default -> CompletableFuture.completedFuture(Optional.empty());
      };
    }

    @Override
    public CompletionStage<JsonOut> conflicts() {
      // As from a shard: later and from another thread.
      return CompletableFuture.supplyAsync(() -> page("conflicts"), LOOPS.next()::execute);
    }

    @Override
    public Optional<FaultSwitch> faults() {
      return Optional.of(FAULTS);
    }

    private static JsonOut page(String name) {
      return new JsonOut().beginObject().name("page").value(name).endObject();
    }
  }
}
