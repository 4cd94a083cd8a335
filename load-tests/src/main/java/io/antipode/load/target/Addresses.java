package io.antipode.load.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;

/** Socket addresses of targets. */
public final class Addresses {
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
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
