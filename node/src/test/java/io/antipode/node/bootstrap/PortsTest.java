package io.antipode.node.bootstrap;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class PortsTest {
  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      StartupException refusal =
          assertThrows(StartupException.class, () -> Ports.checkFree("127.0.0.1", port));
      assertTrue(refusal.getMessage().contains("127.0.0.1:" + port), refusal.getMessage());
    }
  }

  @Test
  void aFreeBlockIsFree() throws Exception {
    int first = Ports.freeBlock(3);
    Ports.checkFree("127.0.0.1", first, first + 1, first + 2);
  }
}
