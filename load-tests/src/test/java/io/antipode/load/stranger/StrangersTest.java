package io.antipode.load.stranger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An hour of it is {@code ./antipode chaos strangers --minutes 60}. */
final class StrangersTest {
  private static final int SECONDS = 10;

  /** Beside all other tests of a build a read may wait; what it must not do is fail. */
  private static final String WAITED = "reads waited";

  @Test
  void strangersAtEveryPortChangeNothing(@TempDir Path folder)
      throws IOException, InterruptedException {
    Visit.Outcome outcome =
        Visit.of(
            Path.of("..").toAbsolutePath().normalize(), folder, "256m", 32, 5, SECONDS, line -> {});
    List<String> wrong = outcome.wrong().stream().filter(each -> !each.equals(WAITED)).toList();
    assertEquals(List.of(), wrong, outcome::toString);
    assertTrue(outcome.connections() > 100, outcome::toString);
  }

  @Test
  void thePortsOfAProcessAreFound() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertTrue(BoundPorts.of(ProcessHandle.current().pid()).contains(socket.getLocalPort()));
    }
  }
}
