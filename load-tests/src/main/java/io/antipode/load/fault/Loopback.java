package io.antipode.load.fault;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** 127.0.0.1, by its number: a name might stand for another address first. */
public final class Loopback {
  private static final InetAddress ADDRESS = address();

  private Loopback() {}

  public static InetSocketAddress port(int port) {
    return new InetSocketAddress(ADDRESS, port);
  }

  private static InetAddress address() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // four bytes are always an address
    }
  }
}
