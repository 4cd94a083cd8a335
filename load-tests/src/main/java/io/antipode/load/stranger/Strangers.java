package io.antipode.load.stranger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A crowd that talks to ports: each on a thread of its own, one connection after another. */
final class Strangers implements AutoCloseable {
  private static final int CONNECT_TIMEOUT_MS = 5_000;
  private static final int MAX_STAY_MS = 200;

  private final List<Integer> ports;
  private final AtomicLong spoken = new AtomicLong();
  private final AtomicBoolean over = new AtomicBoolean();
  private final List<Thread> crowd = new ArrayList<>();

  /**
   * @param ports on loopback
   * @param count how many talk at a time
   */
  Strangers(List<Integer> ports, int count, long seed) {
    this.ports = ports;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < count; i++) {
      SplittableRandom own = random.split();
      crowd.add(Thread.ofVirtual().name("stranger-" + i).start(() -> talk(own)));
    }
  }

  /** Connections so far. */
  long spoken() {
    return spoken.get();
  }

  private void talk(SplittableRandom random) {
    Speech speech = new Speech(random);
    while (!over.get()) {
      try (Socket socket = new Socket()) {
        int port = ports.get(random.nextInt(ports.size()));
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MS);
        for (byte[] piece : speech.next()) {
          socket.getOutputStream().write(piece);
        }
        if (random.nextInt(4) == 0) {
          Thread.sleep(random.nextInt(MAX_STAY_MS));
        }
        if (random.nextInt(3) == 0) {
          socket.setSoLinger(true, 0); // The end comes as a reset.
        }
      } catch (IOException closed) {
        // As it should be: nobody has to listen to all of it.
      } catch (InterruptedException e) {
        return;
      }
      spoken.incrementAndGet();
    }
  }

  @Override
  public void close() {
    over.set(true);
    crowd.forEach(Thread::interrupt);
    for (Thread one : crowd) {
      try {
        one.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
