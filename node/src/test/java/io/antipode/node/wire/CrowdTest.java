package io.antipode.node.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.runtime.EventLoops;
import io.antipode.node.runtime.SystemEntropy;
import io.antipode.node.runtime.SystemTime;
import io.antipode.node.wire.http.HttpExchange;
import io.antipode.node.wire.http.HttpHandler;
import io.antipode.node.wire.http.HttpLimits;
import io.antipode.node.wire.http.HttpServer;
import io.antipode.replication.memory.MemoryBudget;
import io.netty.util.AsciiString;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** More clients than there is room for, and clients that never finish what they say. */
class CrowdTest {
  private static final int MAX_CONNECTIONS = 64;
  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final int BODIES = 4;
  private static final HttpLimits LIMITS = new HttpLimits(MAX_BODY_BYTES, MAX_CONNECTIONS, 60, 60);

  /** A sixth is for requests. */
  private static final MemoryBudget MEMORY =
      MemoryBudget.of(6L * BODIES * MAX_BODY_BYTES, 1 << 20, 1);

  private static final AsciiString TEXT = AsciiString.cached("text/plain");

  private static EventLoops loops = new EventLoops(2);
  private static int port;
  private static int otherPort;

  @BeforeAll
  static void listen() throws Exception {
    HttpServer server =
        new HttpServer(loops, LIMITS, MEMORY, new SystemTime(), new SystemEntropy());
    port = listen(server);
    otherPort = listen(server);
  }

  private static int listen(HttpServer server) throws Exception {
    return server
        .listen("127.0.0.1", 0, new Counting())
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS)
        .port();
  }

  @AfterAll
  static void close() {
    loops.close();
  }

  /** Answers with the length of the body. */
  private static final class Counting implements HttpHandler {
    @Override
    public void handle(HttpExchange exchange) {
      boolean large = exchange.head().path().equals("/large");
      byte[] answer = new byte[large ? MAX_BODY_BYTES : 1];
      if (!exchange.mayAnswer(answer.length)) {
        exchange.answer(503, TEXT, List.of(), answer, 0);
        return;
      }
      answer[0] = (byte) (exchange.bodyLength() >> 18);
      exchange.answer(200, TEXT, List.of(), answer, answer.length);
    }

    @Override
    public void refuse(HttpExchange exchange, BodyRefusal why) {
      exchange.answer(503, TEXT, List.of(), new byte[0], 0);
    }
  }

  @Test
  void aBurstOfConnectionsNeverOpensMoreThanAQuarterBeyondTheBound() throws Exception {
    long before = openFiles();
    List<Socket> crowd = new ArrayList<>();
    try {
      long most = 0;
      for (int i = 0; i < 20 * MAX_CONNECTIONS; i++) {
        crowd.add(new Socket(InetAddress.getLoopbackAddress(), i % 2 == 0 ? port : otherPort));
        // Of each connection, this process holds the client's end too.
        most = Math.max(most, openFiles() - before - crowd.size());
      }
      assertTrue(most <= MAX_CONNECTIONS + MAX_CONNECTIONS / 4 + 8, "server's ends: " + most);
      assertServedSoon();
    } finally {
      for (Socket socket : crowd) {
        socket.close();
      }
    }
  }

  @Test
  void whoHasBeenServedStaysSoWhateverComesAndAsksForNothing() throws Exception {
    List<RawClient> served = new ArrayList<>();
    List<Socket> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < MAX_CONNECTIONS / 4; i++) {
        RawClient client = new RawClient(port);
        served.add(client);
        assertEquals(200, client.post("PutItem", "", "{}").answer().status());
      }
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 10 * MAX_CONNECTIONS; i++) {
          crowd.add(new Socket(InetAddress.getLoopbackAddress(), port));
        }
        TimeUnit.MILLISECONDS.sleep(1_200);
        for (RawClient client : served) {
          assertEquals(200, client.post("PutItem", "", "{}").answer().status());
        }
        assertServed();
      }
    } finally {
      for (RawClient client : served) {
        client.close();
      }
      for (Socket socket : crowd) {
        socket.close();
      }
    }
  }

  @Test
  void memoryOfLargeAnswersThatNobodyTakesIsSoonThereForThoseWhoDo() throws Exception {
    List<RawClient> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < 2 * BODIES; i++) {
        RawClient client = new RawClient(port);
        crowd.add(client);
        // Answers stay here once the kernel has its fill of them.
        for (int j = 0; j < 4; j++) {
          client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
        }
      }
      TimeUnit.SECONDS.sleep(5);
      for (int i = 0; i < BODIES; i++) {
        try (RawClient client = new RawClient(otherPort)) {
          assertEquals(
              200, client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n").answer().status());
        }
      }
    } finally {
      for (RawClient client : crowd) {
        client.close();
      }
    }
  }

  @Test
  void clientsThatNeverFinishTheirRequestsGiveWayToThoseWhoDo() throws Exception {
    List<RawClient> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < MAX_CONNECTIONS; i++) {
        RawClient client = new RawClient(port);
        crowd.add(client);
        client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");
      }
      TimeUnit.SECONDS.sleep(4);
      for (int i = 0; i < 2 * MAX_CONNECTIONS; i++) {
        assertServed();
      }
    } finally {
      for (RawClient client : crowd) {
        client.close();
      }
    }
  }

  @Test
  void halfSentBodiesGiveUpTheirMemoryToOnesThatArrive() throws Exception {
    List<RawClient> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < 2 * BODIES; i++) {
        RawClient client = new RawClient(port);
        crowd.add(client);
        client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + MAX_BODY_BYTES + "\r\n\r\n");
        client.send(new byte[MAX_BODY_BYTES - 1]);
      }
      TimeUnit.SECONDS.sleep(4);
      for (int i = 0; i < 2 * BODIES; i++) {
        try (RawClient client = new RawClient(otherPort)) {
          assertEquals(200, client.post("PutItem", "", new byte[MAX_BODY_BYTES]).answer().status());
        }
      }
    } finally {
      for (RawClient client : crowd) {
        client.close();
      }
    }
  }

  /** Whoever comes while the burst is still being taken in may be closed like all of it. */
  private static void assertServedSoon() throws Exception {
    for (int tries = 1; ; tries++) {
      try {
        assertServed();
        return;
      } catch (IOException closed) {
        if (tries == 20) {
          throw closed;
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  private static void assertServed() throws IOException {
    try (RawClient client = new RawClient(port)) {
      assertEquals(200, client.post("PutItem", "", "{}").answer().status());
    }
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
