package io.antipode.node.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 as clients may speak it. */
final class RequestFramingTest {
  /** The beginning of a PutItem, before its other headers. */
  private static final String TARGET =
      "POST / HTTP/1.1\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\n";

  private static final TestPorts PORTS = new TestPorts();

  @AfterAll
  static void close() {
    PORTS.close();
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    try (RawClient client = new RawClient(PORTS.port)) {
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
  void aHeadRequestIsAnsweredAsAGetWithoutItsBody() throws IOException {
    try (RawClient client = new RawClient(PORTS.port)) {
      String all = client.send("HEAD / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n").bytesUntil("com ");
      String head = all.substring(0, all.indexOf("\r\n\r\n"));
      assertTrue(head.startsWith("HTTP/1.1 200 OK") && head.endsWith("Content-Length: 42"), head);
      assertTrue(all.substring(head.length() + 4).startsWith("HTTP/1.1 200 OK"), all);
    }
  }

  @Test
  void aClientThatWaitsToBeAskedForItsBodyIsAsked() throws IOException {
    try (RawClient client = new RawClient(PORTS.port)) {
      client.send(TARGET + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertEquals("HTTP/1.1 100 Continue\r\n\r\n", client.bytesUntil("\r\n\r\n"));
      assertEquals(200, client.send("{}").answer().status());
      client.send(TARGET + "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n");
      assertEquals(413, client.answer().status());
    }
  }

  @Test
  void aRequestMayArriveByteByByte() throws IOException {
    try (RawClient client = new RawClient(PORTS.port)) {
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
    try (RawClient client = new RawClient(PORTS.port)) {
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
    try (RawClient client = new RawClient(PORTS.port)) {
      assertEquals(status, client.send(bytes).answer().status());
      assertTrue(client.closedByServer());
    }
  }
}
