package io.antipode.node.bootstrap;

import io.antipode.cluster.settings.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Looks whether ports can be had, before anything slow begins. */
final class Ports {
  private Ports() {}

  /**
   * @throws StartupException naming the first port that can't be bound
   */
  static void checkFree(String host, int... ports) throws StartupException {
    InetAddress address = resolve(host);
    for (int port : ports) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(address, port));
      } catch (IOException e) {
        throw new StartupException(
            "can't listen on %s: %s; choose another port with --port"
                .formatted(new HostPort(host, port), e.getMessage()),
            e);
      }
    }
  }

  /** The first of so many free ports in a row. */
  static int freeBlock(int count) throws StartupException {
    for (int first = 18_000; first < 40_000; first += count) {
      int[] block = new int[count];
      for (int i = 0; i < count; i++) {
        block[i] = first + i;
      }
      if (areFree(block)) {
        return first;
      }
    }
    throw new StartupException("no " + count + " free ports in a row");
  }

  private static boolean areFree(int... ports) {
    try {
      checkFree("127.0.0.1", ports);
      return true;
    } catch (StartupException e) {
      return false;
    }
  }

  private static InetAddress resolve(String host) throws StartupException {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new StartupException("there is no host " + host + " to bind to", e);
    }
  }
}
