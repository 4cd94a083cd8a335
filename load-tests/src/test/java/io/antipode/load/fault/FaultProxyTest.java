package io.antipode.load.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class FaultProxyTest {
  private static final int NOTHING_COMES_MS = 200;

  private final Way there = new Way("a", "b");
  private final Way back = new Way("b", "a");
  private ServerSocket target;
  private FaultProxy proxy;
  private Socket dialler;

  @BeforeEach
  void listen() throws IOException {
    target = new ServerSocket(0, 10, Loopback.port(0).getAddress());
    proxy = new FaultProxy(0, Loopback.port(target.getLocalPort()), there, back, 1);
    dialler = dial();
  }

  @AfterEach
  void close() throws IOException {
    dialler.close();
    proxy.close();
    target.close();
  }

  private Socket dial() throws IOException {
    return new Socket(proxy.address().getAddress(), proxy.address().getPort());
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static void assertReads(String expected, Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    assertEquals(
        expected, new String(socket.getInputStream().readNBytes(expected.length()), US_ASCII));
  }

  private static void assertNothingComes(Socket socket) throws IOException {
    socket.setSoTimeout(NOTHING_COMES_MS);
    InputStream in = socket.getInputStream();
    assertThrows(SocketTimeoutException.class, in::read);
  }

  @Test
  void withoutFaultsBytesPassBothWays() throws IOException {
    try (Socket served = target.accept()) {
      send(dialler, "to and");
      assertReads("to and", served);
      send(served, "fro");
      assertReads("fro", dialler);
    }
  }

  @Test
  void theEndOfOneSideReachesTheOtherAfterItsLastByte() throws IOException {
    try (Socket served = target.accept()) {
      there.add(WayFault.delay(50, 0));
      send(dialler, "last");
      dialler.shutdownOutput();
      assertReads("last", served);
      assertEquals(-1, served.getInputStream().read());
      send(served, "still open");
      assertReads("still open", dialler);
    }
  }

  @Test
  void aHeldWayKeepsWhatIsSentAndDeliversItInOrderWhenFree() throws IOException {
    try (Socket served = target.accept()) {
      there.add(WayFault.HELD);
      send(dialler, "one ");
      send(dialler, "two");
      assertNothingComes(served);
      there.remove(WayFault.HELD);
      assertReads("one two", served);
    }
  }

  @Test
  void theWayBackOfAHeldWayIsFree() throws IOException {
    try (Socket served = target.accept()) {
      there.add(WayFault.HELD);
      send(served, "heard");
      assertReads("heard", dialler);
    }
  }

  @Test
  void twoHoldsEndWithTheSecond() throws IOException {
    try (Socket served = target.accept()) {
      there.add(WayFault.HELD);
      there.add(WayFault.HELD);
      send(dialler, "x");
      there.remove(WayFault.HELD);
      assertNothingComes(served);
      there.remove(WayFault.HELD);
      assertReads("x", served);
    }
  }

  @Test
  void aConnectionOverAHeldWayReachesTheTargetOnlyWhenFree() throws IOException {
    try (Socket first = target.accept()) {
      assertTrue(first.isConnected());
      back.add(WayFault.HELD);
      try (Socket late = dial()) {
        send(late, "hello");
        target.setSoTimeout(NOTHING_COMES_MS);
        assertThrows(SocketTimeoutException.class, target::accept);
        back.heal();
        target.setSoTimeout(10_000);
        try (Socket served = target.accept()) {
          assertReads("hello", served);
        }
      }
    }
  }

  @Test
  void delayedBytesTakeAtLeastTheDelay() throws IOException {
    try (Socket served = target.accept()) {
      there.add(WayFault.delay(120, 30));
      long startNs = System.nanoTime();
      send(dialler, "slow");
      assertReads("slow", served);
      assertTrue(System.nanoTime() - startNs >= 120_000_000L);
    }
  }

  @Test
  void lossShowsAsTheWaitForARetransmission() throws IOException {
    try (Socket served = target.accept()) {
      there.add(WayFault.loss(1));
      long startNs = System.nanoTime();
      send(dialler, "lost");
      assertReads("lost", served);
      assertTrue(System.nanoTime() - startNs >= 200_000_000L);
    }
  }

  @Test
  void aNarrowWayPassesItsBytesPerSecond() throws IOException {
    try (Socket served = target.accept()) {
      there.add(WayFault.slow(160_000));
      String text = "b".repeat(48_000);
      long startNs = System.nanoTime();
      send(dialler, text);
      assertReads(text, served);
      assertTrue(System.nanoTime() - startNs >= 100_000_000L);
    }
  }

  /** Each time: one side closed before the other once let it look like an orderly end. */
  @RepeatedTest(20)
  void aResetBreaksBothSidesAndTheNextConnectionWorks() throws IOException {
    try (Socket served = target.accept()) {
      send(dialler, "through");
      assertReads("through", served);
      proxy.reset();
      served.setSoTimeout(10_000);
      dialler.setSoTimeout(10_000);
      InputStream atTarget = served.getInputStream();
      InputStream atDialler = dialler.getInputStream();
      assertThrows(SocketException.class, atTarget::read);
      assertThrows(SocketException.class, atDialler::read);
      try (Socket next = dial();
          Socket servedNext = target.accept()) {
        send(next, "again");
        assertReads("again", servedNext);
      }
    }
  }
}
