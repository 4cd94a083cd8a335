package io.antipode.load.target;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;

/**
 * DynamoDB Local in memory, in a JVM of its own: the peer of benchmarks and the oracle of
 * differential tests. Its jars are fetched by Maven, once, into {@code
 * load-tests/target/dynamodb-local}.
 */
public final class DynamoDbLocal implements Target {
  private static final String MAIN = "software.amazon.dynamodb.services.local.main.ServerRunner";
  private static final int START_TRIES = 600;

  private final ChildProcess process;
  private final InetSocketAddress address;

  private DynamoDbLocal(ChildProcess process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Fetches what is missing, starts it on a free port and waits until it answers.
   *
   * @param home the repository's top folder
   */
  public static DynamoDbLocal start(Path home) {
    Path jars = home.toAbsolutePath().normalize().resolve("load-tests/target/dynamodb-local");
    FetchedJars.of(home.resolve("load-tests/peers/dynamodb-local.xml"), jars);
    int port = Addresses.freePort();
    ChildProcess process =
        new ChildProcess(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Djava.library.path=" + jars,
                "-Dsqlite4java.library.path=" + jars,
                "-cp",
                jars + "/*",
                MAIN,
                "-inMemory",
                "-sharedDb",
                "-disableTelemetry",
                "-port",
                Integer.toString(port)),
            jars.resolve("log"));
    InetSocketAddress address = Addresses.loopback(port);
    awaitListening(address);
    return new DynamoDbLocal(process, address);
  }

  private static void awaitListening(InetSocketAddress address) {
    for (int i = 0; i < START_TRIES; i++) {
      try (Socket socket = new Socket()) {
        socket.connect(address, 1_000);
        return;
      } catch (IOException e) {
        pause(50);
      }
    }
    throw new IllegalStateException("DynamoDB Local does not answer on " + address);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String name() {
    return "DynamoDB Local";
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public String threads() {
    return process.threads();
  }

  @Override
  public void close() {
    process.close();
  }
}
