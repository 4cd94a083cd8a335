package io.antipode.load.fault;

import java.io.IOException;
import java.net.Socket;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Carries the bytes of one direction of one connection: a thread that reads and stamps each piece
 * with the time at which it is due, and one that delivers. The queue between them is what is under
 * way; when it is full the sender is not read, so that it feels the backlog as over a real network.
 */
final class Pump {
  private static final int PIECE_BYTES = 16 * 1024;
  private static final int MAX_PIECES = 256;

  /** What Linux waits at least before it sends a lost segment again. */
  private static final int RETRANSMISSION_MS = 200;

  private record Piece(byte[] bytes, long dueNs) {
    boolean isEnd() {
      return bytes.length == 0;
    }
  }

  private final Way way;
  private final Socket from;
  private final Socket to;
  private final Runnable ended;
  private final SplittableRandom random;
  private final BlockingQueue<Piece> underWay = new ArrayBlockingQueue<>(MAX_PIECES);

  /**
   * @param ended called once when the sender's last byte has been delivered, or can't be
   */
  Pump(Way way, Socket from, Socket to, SplittableRandom random, Runnable ended) {
    this.way = way;
    this.from = from;
    this.to = to;
    this.random = random;
    this.ended = ended;
  }

  /** Reads until the sender ends; on a thread of its own. */
  void read() {
    byte[] buffer = new byte[PIECE_BYTES];
    long dueNs = System.nanoTime();
    try {
      while (true) {
        int count = readSome(buffer);
        // Never before the piece ahead: TCP keeps the order.
        dueNs = Math.max(dueNs, System.nanoTime() + lateNs(way.fault()));
        byte[] bytes = new byte[Math.max(count, 0)];
        System.arraycopy(buffer, 0, bytes, 0, bytes.length);
        underWay.put(new Piece(bytes, dueNs));
        if (bytes.length == 0) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many bytes; not positive where there will be none any more, for whatever reason. */
  private int readSome(byte[] buffer) {
    try {
      return from.getInputStream().read(buffer);
    } catch (IOException e) {
      return -1;
    }
  }

  private long lateNs(WayFault fault) {
    long lateMs = fault.delayMs();
    if (fault.jitterMs() > 0) {
      lateMs += random.nextInt(fault.jitterMs() + 1);
    }
    for (int again = RETRANSMISSION_MS;
        random.nextDouble() < fault.lossRate() && again < 2_000;
        again *= 2) {
      lateMs += again;
    }
    return TimeUnit.MILLISECONDS.toNanos(lateMs);
  }

  /** Delivers until the sender's end; on a thread of its own. */
  void deliver() {
    boolean broken = false;
    try {
      while (true) {
        Piece piece = underWay.take();
        TimeUnit.NANOSECONDS.sleep(piece.dueNs - System.nanoTime());
        way.awaitFree();
        if (piece.isEnd()) {
          ended.run();
          return;
        }
        // After a break the rest is taken and dropped, until the sender notices by itself.
        broken = broken || !write(piece.bytes);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean write(byte[] bytes) throws InterruptedException {
    try {
      to.getOutputStream().write(bytes);
    } catch (IOException e) {
      return false;
    }
    long bytesPerSecond = way.fault().bytesPerSecond();
    if (bytesPerSecond > 0) {
      TimeUnit.NANOSECONDS.sleep(bytes.length * 1_000_000_000L / bytesPerSecond);
    }
    return true;
  }

  /** The sender's end, passed on: the receiver reads it after the last byte. */
  void endReceiver() {
    try {
      to.shutdownOutput();
    } catch (IOException e) {
      closeQuietly(to);
    }
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It was on its way out: nobody is left to tell.
    }
  }
}
