package io.antipode.load.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An {@link EchoServer} in a process of its own. */
public final class EchoTarget implements Target {
  private final ChildProcess process;
  private final InetSocketAddress address;

  private EchoTarget(ChildProcess process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  /** Starts it on a free port. */
  public static EchoTarget start(Path log) {
    int port = Addresses.freePort();
    ChildProcess process =
        new ChildProcess(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EchoServer.class.getName(),
                Integer.toString(port)),
            log);
    process.awaitLine("echo ready");
    return new EchoTarget(process, Addresses.loopback(port));
  }

  /** Sets the length of the answers, in bytes, by action; others are answered {@code {}}. */
  public void answer(Map<String, Integer> lengths) {
    String text =
        lengths.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(","));
    URI uri = URI.create("http://127.0.0.1:" + address.getPort() + EchoServer.LENGTHS_PATH);
    try (HttpClient http = HttpClient.newHttpClient()) {
      http.send(
          HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(text)).build(),
          HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String name() {
    return "bare echo";
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    process.close();
  }
}
