package io.antipode.load.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Socket addresses of targets. */
public final class Addresses {
  private static final int FIRST_PORT = 12_000;
  private static final int END_OF_PORTS = 32_000;
  private static final int ATTEMPTS = 100;

  private Addresses() {}

  /** The address in a URL; the first one where a name has several. */
  public static InetSocketAddress of(URI url) {
    try {
      return new InetSocketAddress(InetAddress.getAllByName(url.getHost())[0], url.getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** A port that was free a moment ago. */
  static int freePort() {
    return freePorts(1);
  }

  /**
   * The first of so many consecutive ports that were free a moment ago. They lie below those that
   * the kernel gives to outgoing connections, so only another server can take them meanwhile.
   */
  static int freePorts(int count) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int first = ThreadLocalRandom.current().nextInt(FIRST_PORT, END_OF_PORTS - count);
      if (IntStream.range(first, first + count).allMatch(Addresses::isFree)) {
        return first;
      }
    }
    throw new IllegalStateException("no %d free ports in a row on loopback".formatted(count));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(loopback(port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
