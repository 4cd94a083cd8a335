package io.antipode.load.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.load.target.EchoTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted, not how fast it is. */
final class LoadClientTest {
  private static final int CONNECTIONS = 8;
  private static final long LONG_NS = TimeUnit.MINUTES.toNanos(1);

  private static EchoTarget echo;

  @BeforeAll
  static void start(@TempDir Path folder) {
    echo = EchoTarget.start(folder.resolve("log"));
    echo.answer(Map.of("GetItem", 50_000));
  }

  @AfterAll
  static void stop() {
    echo.close();
  }

  /** So many gets, of two kinds in turns; the second kind takes two requests. */
  private static final class Counted implements Traffic {
    private final byte[] request = new DynamoRequest("GetItem", "us-east-1").with("{}");
    private final int most;
    private final int[] kinds = new int[CONNECTIONS];
    private final boolean[] again = new boolean[CONNECTIONS];
    private int sent;
    private int followUps;
    private int answered;
    private int broken;
    private long bodyBytes;

    Counted(int most) {
      this.most = most;
    }

    @Override
    public byte @Nullable [] next(int connection) {
      if (sent == most) {
        return null;
      }
      kinds[connection] = sent++ % 2;
      again[connection] = kinds[connection] == 1;
      return request;
    }

    @Override
    public byte @Nullable [] followUp(int connection, Answer answer) {
      if (!again[connection]) {
        return null;
      }
      again[connection] = false;
      followUps++;
      return request;
    }

    @Override
    public void answered(int connection, Answer answer) {
      answered++;
      bodyBytes += answer.body().length();
    }

    @Override
    public void broken(int connection) {
      broken++;
    }

    @Override
    public List<String> kinds() {
      return List.of("once", "twice");
    }

    @Override
    public int kind(int connection) {
      return kinds[connection];
    }
  }

  private static long count(Result result, String kind) {
    return Objects.requireNonNull(result.latencyNs().get(kind)).getTotalCount();
  }

  private static void assertNear(long expected, long actual, long tolerance, String what) {
    assertTrue(Math.abs(expected - actual) <= tolerance, what + ": " + actual);
  }

  @Test
  void everyOperationIsCountedOnceUnderItsKind() throws IOException {
    Counted traffic = new Counted(1_001);
    try (LoadClient client = new LoadClient(echo.address(), CONNECTIONS)) {
      Result result = client.run(traffic, Plan.closedLoop(LONG_NS));
      assertEquals(1_001, result.answers());
      assertEquals(0, result.errors());
      assertEquals(0, result.unsent());
      assertEquals(1_001, result.all().getTotalCount());
      assertEquals(501, count(result, "once"));
      assertEquals(500, count(result, "twice"));
    }
    assertEquals(1_001, traffic.answered);
    assertEquals(500, traffic.followUps);
    assertEquals(1_001 * 50_000L, traffic.bodyBytes);
  }

  @Test
  void inAnOpenLoopEveryDueOperationIsAnsweredOrMissing() throws IOException {
    Counted traffic = new Counted(Integer.MAX_VALUE);
    List<Watcher.Interval> seconds = new ArrayList<>();
    try (LoadClient client = new LoadClient(echo.address(), CONNECTIONS)) {
      Result result = client.run(traffic, Plan.ofSeconds(0.5, 1, 400), seconds::add);
      assertNear(600, traffic.answered + result.unsent(), 1, "the load begins with the warm-up");
      assertTrue(result.answers() + result.unsent() >= 399, "all that is due after it counts");
      assertEquals(result.answers(), result.all().getTotalCount());
    }
    long watched = seconds.stream().mapToLong(Watcher.Interval::answers).sum();
    assertTrue(watched > 0 && watched <= traffic.answered, "watched " + watched);
    assertTrue(seconds.getFirst().perSecond() > 0);
  }

  @Test
  void aBrokenConnectionIsAnErrorOfUnknownOutcome() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread closing =
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < CONNECTIONS; i++) {
                      try {
                        server.accept().close();
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                    }
                  });
      Counted traffic = new Counted(Integer.MAX_VALUE);
      InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
      try (LoadClient client = new LoadClient(address, CONNECTIONS)) {
        Result result = client.run(traffic, Plan.closedLoop(LONG_NS));
        assertEquals(0, result.answers());
        assertEquals(CONNECTIONS, result.errors());
      }
      assertEquals(CONNECTIONS, traffic.broken);
      closing.join();
    }
  }

  @Test
  void aRequestThatStandsStillEndsTheRunAndIsTold() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address = (InetSocketAddress) deaf.getLocalSocketAddress();
      try (LoadClient client = new LoadClient(address, 1, TimeUnit.MILLISECONDS.toNanos(300))) {
        UnansweredException hung =
            assertThrows(
                UnansweredException.class,
                () -> client.run(new Counted(1), Plan.closedLoop(LONG_NS)));
        String message = Objects.requireNonNull(hung.getMessage());
        assertTrue(message.contains("127.0.0.1:" + address.getPort()), message);
        assertTrue(message.endsWith(" were sent, 0 of the answer came"), message);
      }
    }
  }

  @Test
  void anAnswerThatComesSlowlyDoesNotHang() throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
      Thread dripping = Thread.ofVirtual().start(() -> drip(server, answer));
      long startNs = System.nanoTime();
      long patienceNs = TimeUnit.MILLISECONDS.toNanos(1_500);
      try (LoadClient client = new LoadClient(address, 1, patienceNs)) {
        Result result = client.run(new Counted(1), Plan.closedLoop(LONG_NS));
        assertEquals(1, result.answers());
        assertEquals(0, result.errors());
      }
      assertTrue(System.nanoTime() - startNs > 2 * patienceNs, "it came too fast to tell");
      dripping.join();
    }
  }

  private static void drip(ServerSocket server, String answer) {
    try (Socket connection = server.accept()) {
      connection.setTcpNoDelay(true);
      for (String piece : answer.split("(?<=[\\r\\n/: ])", -1)) {
        TimeUnit.MILLISECONDS.sleep(350);
        connection.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
