package io.antipode.load.supervisor;

import io.antipode.load.fault.Loopback;
import java.io.IOException;
import java.net.ServerSocket;

/**
 * Hands out ports below those that the kernel gives to outgoing connections, so that no such
 * connection takes a node's port while the node is down. Used by one thread.
 */
final class FreePorts {
  private static final int FIRST = 12_000;
  private static final int LAST = 31_999;

  private int next = FIRST + (int) (ProcessHandle.current().pid() * 37 % (LAST - FIRST));

  int next() {
    for (int tries = 0; tries < LAST - FIRST; tries++) {
      next = next >= LAST ? FIRST : next + 1;
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(Loopback.port(next));
        return next;
      } catch (IOException e) {
        // Taken; the next one may not be.
      }
    }
    throw new IllegalStateException("no free port from " + FIRST + " to " + LAST);
  }
}
