package io.antipode.node.wire.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antipode.node.runtime.EventLoops;
import io.antipode.node.runtime.SystemEntropy;
import io.antipode.node.runtime.SystemTime;
import io.antipode.node.runtime.VertxEventLoop;
import io.antipode.replication.memory.MemoryBudget;
import io.netty.util.AsciiString;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bodies and answers of any size, in pieces of any size, over many connections at once: each
 * request is answered, in its turn, with what it asked for. Answers come on the connection's loop
 * or on another one; clients send ahead, and have small buffers.
 */
final class LargeBodiesTest {
  private static final int CONNECTIONS = 12;
  private static final int REQUESTS = 60;
  private static final int MOST_BYTES = 1_000_000;
  private static final int CRC_DIGITS = 20;
  private static final HttpLimits LIMITS = new HttpLimits(16 << 20, 64, 60, 60);
  private static final AsciiString TEXT = AsciiString.cached("text/plain");

  /** What one request wants back. */
  private record Wanted(long crc, int answerBytes) {}

  /** Answers the checksum of the body, padded to the length that the path asks for. */
  private static final class Summing implements HttpHandler {
    private final List<VertxEventLoop> loops;

    Summing(List<VertxEventLoop> loops) {
      this.loops = loops;
    }

    @Override
    public void handle(HttpExchange exchange) {
      CRC32 crc = new CRC32();
      crc.update(exchange.bodyBytes(), exchange.bodyOffset(), exchange.bodyLength());
      String[] path = exchange.head().path().split("/", -1);
      byte[] answer = new byte[Integer.parseInt(path[1])];
      byte[] sum = "%020d".formatted(crc.getValue()).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(sum, 0, answer, 0, CRC_DIGITS);
      Runnable answering =
          () -> {
            if (exchange.mayAnswer(answer.length)) {
              exchange.answer(200, TEXT, List.of(), answer, answer.length);
            }
          };
      int where = Integer.parseInt(path[2]);
      if (where == 0) {
        answering.run();
      } else {
        loops.get(where % loops.size()).execute(answering);
      }
    }

    @Override
    public void refuse(HttpExchange exchange, BodyRefusal why) {
      throw new IllegalStateException("refused: " + why);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyRequestIsAnsweredInItsTurn(long seed) throws Exception {
    try (EventLoops loops = new EventLoops(2);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      HttpServer server =
          new HttpServer(
              loops, LIMITS, MemoryBudget.unbounded(), new SystemTime(), new SystemEntropy());
      int port =
          server
              .listen("127.0.0.1", 0, new Summing(loops.all()))
              .toCompletableFuture()
              .get(20, TimeUnit.SECONDS)
              .port();
      List<Future<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        Random random = new Random(seed * CONNECTIONS + i);
        Callable<Integer> client = () -> new Client(port, random).run(threads);
        clients.add(threads.submit(client));
      }
      for (Future<Integer> client : clients) {
        assertEquals(REQUESTS, client.get(4, TimeUnit.MINUTES));
      }
    }
  }

  private static final class Client {
    private final InetSocketAddress address;
    private final Random sending;
    private final Random choosing;
    private final Semaphore ahead;
    private final BlockingQueue<Wanted> sent = new LinkedBlockingQueue<>();

    Client(int port, Random random) {
      address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      choosing = random;
      sending = new Random(random.nextLong());
      ahead = new Semaphore(1 + random.nextInt(6));
    }

    int run(ExecutorService threads) throws Exception {
      try (Socket socket = new Socket()) {
        if (choosing.nextBoolean()) {
          socket.setReceiveBufferSize(4_096 << choosing.nextInt(4));
        }
        if (choosing.nextBoolean()) {
          socket.setSendBufferSize(4_096 << choosing.nextInt(4));
        }
        socket.connect(address);
        socket.setTcpNoDelay(true);
        Future<?> writer = threads.submit(() -> send(socket.getOutputStream()));
        InputStream in = new BufferedInputStream(socket.getInputStream());
        int answered = 0;
        for (; answered < REQUESTS; answered++) {
          Wanted wanted = sent.take();
          byte[] answer = in.readNBytes(contentLength(in));
          assertEquals(wanted.answerBytes, answer.length);
          String sum = new String(answer, 0, CRC_DIGITS, StandardCharsets.US_ASCII);
          assertEquals(wanted.crc, Long.parseLong(sum));
          ahead.release();
        }
        writer.get();
        return answered;
      }
    }

    private Void send(OutputStream out) throws IOException, InterruptedException {
      for (int i = 0; i < REQUESTS; i++) {
        ahead.acquire();
        byte[] body = new byte[length()];
        Arrays.fill(body, (byte) ('a' + i % 26));
        CRC32 crc = new CRC32();
        crc.update(body);
        int answerBytes = Math.max(CRC_DIGITS, length() / 2);
        sent.add(new Wanted(crc.getValue(), answerBytes));
        byte[] request = request(body, answerBytes);
        int at = 0;
        while (at < request.length) {
          int most = sending.nextInt(4) == 0 ? 500 : 300_000;
          int piece = Math.min(request.length - at, 1 + sending.nextInt(most));
          out.write(request, at, piece);
          at += piece;
        }
      }
      return null;
    }

    /** Most are small, as they are in life. */
    private int length() {
      return sending.nextInt(sending.nextInt(3) == 0 ? MOST_BYTES : 20_000);
    }

    private byte[] request(byte[] body, int answerBytes) throws IOException {
      boolean chunked = sending.nextInt(5) == 0;
      String framing = chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length;
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.write(
          "POST /%d/%d HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n"
              .formatted(answerBytes, sending.nextInt(3), framing)
              .getBytes(StandardCharsets.US_ASCII));
      int at = chunked ? 0 : body.length;
      request.write(body, 0, at);
      while (at < body.length) {
        int piece = Math.min(body.length - at, 1 + sending.nextInt(100_000));
        request.write("%x\r\n".formatted(piece).getBytes(StandardCharsets.US_ASCII));
        request.write(body, at, piece);
        request.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        at += piece;
      }
      if (chunked) {
        request.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      return request.toByteArray();
    }

    /** Reads a head, and what it says of the body's length. */
    private static int contentLength(InputStream in) throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          throw new EOFException("after " + head);
        }
        head.append((char) next);
      }
      assertEquals("HTTP/1.1 200", head.substring(0, 12));
      int from = head.indexOf("Content-Length: ") + "Content-Length: ".length();
      return Integer.parseInt(head.substring(from, head.indexOf("\r", from)));
    }
  }
}
