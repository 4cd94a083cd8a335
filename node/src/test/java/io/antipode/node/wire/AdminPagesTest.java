package io.antipode.node.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.wire.FaultSwitch.Fault;
import io.antipode.node.wire.RawClient.Answer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages beside the API. */
final class AdminPagesTest {
  private static final TestPorts PORTS = new TestPorts();

  @AfterAll
  static void close() {
    PORTS.close();
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
    Answer answer = PORTS.get(path);
    assertEquals(status, answer.status());
    assertEquals(body, answer.text().strip());
  }

  @Test
  void aRegionThatRefusesWritesIsReadyAndSaysSo() throws IOException {
    PORTS.writesRefused = "memory nearly full";
    try {
      Answer answer = PORTS.get("/_antipode/ready");
      assertEquals(200, answer.status());
      assertEquals("ready; writes are refused: memory nearly full", answer.text().strip());
    } finally {
      PORTS.writesRefused = "";
    }
  }

  @Test
  void theFrontDoorHasThePagesOfEveryRegion() throws IOException {
    try (RawClient client = new RawClient(PORTS.door)) {
      assertEquals(
          "{\"regions\":[\"us-east-1\",\"eu-west-1\"]}",
          client.send("GET /_antipode/regions HTTP/1.1\r\n\r\n").answer().text());
    }
  }

  @Test
  void theConsoleAsksForNothingFromElsewhere() throws IOException {
    String page = PORTS.get("/_antipode/console").text();
    assertTrue(page.contains("<title>Antipode</title>"));
    assertEquals(-1, page.indexOf("http"), "refers to another host");
  }

  @Test
  void requestsAreCountedByActionAndTable() throws IOException {
    try (RawClient client = new RawClient(PORTS.port)) {
      client.post("PutItem", "", "{}").answer();
      client.post("DeleteItem", "", "{}").answer();
      client.post("UpdateItem", "", "{}").answer();
      client.post("Query", "", "{}").answer();
    }
    String metrics = PORTS.get("/_antipode/metrics").text();
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
    PORTS.askFaults("DELETE", "");
    PORTS.askFaults("POST", link + ",\"oneWay\":true},\"delayMs\":100}");
    assertEquals(
        List.of(new Fault.Delay(TestPorts.VIRGINIA, TestPorts.IRELAND, 100, 0)),
        PORTS.faults.faults);
    PORTS.askFaults("DELETE", "");
    String answer = PORTS.askFaults("POST", link + "},\"cut\":true}").text();
    assertEquals(
        "{\"faults\":[{\"link\":{\"from\":\"us-east-1\",\"to\":\"eu-west-1\",\"oneWay\":true},\"cut\":true},"
            + "{\"link\":{\"from\":\"eu-west-1\",\"to\":\"us-east-1\",\"oneWay\":true},\"cut\":true}]}",
        answer);
    PORTS.askFaults("POST", "{\"heal\":true}");
    PORTS.askFaults("POST", "{\"clock\":{\"region\":\"us-east-1\",\"skewMs\":-300}}");
    assertEquals(List.of(new Fault.Skew(TestPorts.VIRGINIA, -300)), PORTS.faults.faults);
    assertEquals("{\"faults\":[]}", PORTS.askFaults("DELETE", "").text());
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
    assertEquals(400, PORTS.askFaults("POST", json).status());
  }

  @Test
  void thePagesAreForTheirOwnOrigin() throws IOException {
    try (RawClient client = new RawClient(PORTS.port)) {
      for (String method : List.of("GET", "OPTIONS")) {
        client.send(method + " /_antipode/status HTTP/1.1\r\nOrigin: a\r\n\r\n");
        assertEquals("(none)", client.answer().header("access-control-allow-origin"));
      }
    }
  }

  @Test
  void aPageOfAnotherOriginDisturbsNothing() throws IOException {
    try (RawClient client = new RawClient(PORTS.port)) {
      client.send("POST /_antipode/faults HTTP/1.1\r\nHost: localhost\r\nOrigin: http://a\r\n");
      client.send("Content-Type: text/plain\r\nContent-Length: 13\r\n\r\n{\"heal\":true}");
      assertEquals(403, client.answer().status());
    }
  }
}
