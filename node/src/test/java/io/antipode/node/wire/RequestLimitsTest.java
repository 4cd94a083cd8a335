package io.antipode.node.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.wire.RawClient.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may send and leave lying, and what it costs it. */
final class RequestLimitsTest {
  /** The beginning of a PutItem, before its other headers. */
  private static final String TARGET =
      "POST / HTTP/1.1\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\n";

  private static final TestPorts PORTS = new TestPorts();

  @AfterAll
  static void close() {
    PORTS.close();
  }

  @Test
  void aBodyOf16MegabytesIsTakenAndOneByteMoreIsNot() throws IOException {
    byte[] body = new byte[TestPorts.LIMITS.maxBodyBytes()];
    java.util.Arrays.fill(body, (byte) ' ');
    body[0] = '{';
    body[body.length - 1] = '}';
    try (RawClient client = new RawClient(PORTS.port)) {
      assertEquals(200, client.post("PutItem", "", body).answer().status());
      Answer refused =
          client.post("PutItem", "", java.util.Arrays.copyOf(body, body.length + 1)).answer();
      assertEquals(413, refused.status());
      assertTrue(client.closedByServer());
    }
  }

  @Test
  void aChunkedBodyIsTakenAndBoundedAlike() throws IOException {
    try (RawClient client = new RawClient(PORTS.port)) {
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
        clients.add(new RawClient(PORTS.port).send(head).send(part));
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
    try (RawClient client = new RawClient(PORTS.port)) {
      byte[] body = new byte[4_000_000];
      java.util.Arrays.fill(body, (byte) ' ');
      body[0] = '{';
      body[body.length - 1] = '}';
      assertEquals(200, client.post("PutItem", "", body).answer().status());
    }
  }

  @Test
  void aClientThatReadsLateGetsEveryAnswerInOrder() throws Exception {
    try (RawClient client = new RawClient(PORTS.port)) {
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
    try (RawClient client = new RawClient(PORTS.port)) {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "POST / HTTP/1.1\r\nHost:",
        "POST / HTTP/1.1\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\nContent-Length: 10\r\n\r\n{",
      })
  void aClientThatStallsIsClosedWhileOthersAreServed(String begun) throws IOException {
    try (RawClient slow = new RawClient(PORTS.port);
        RawClient other = new RawClient(PORTS.port)) {
      slow.send(begun);
      assertEquals(200, other.post("PutItem", "", "{}").answer().status());
      assertTrue(slow.closedByServer());
    }
  }

  @Test
  void atTheBoundTheConnectionThatWasIdleLongestGivesWay() throws IOException {
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 3 * TestPorts.LIMITS.maxConnections(); i++) {
        RawClient client = new RawClient(PORTS.port);
        clients.add(client);
        assertEquals(200, client.post("PutItem", "", "{}").answer().status());
      }
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void aHeadBeyondItsBoundIsRefused() throws IOException {
    try (RawClient client = new RawClient(PORTS.port)) {
      client.send("POST / HTTP/1.1\r\nX: " + "x".repeat(40_000) + "\r\n\r\n");
      assertEquals(431, client.answer().status());
    }
  }
}
