package io.antipode.load.target;

import io.antipode.load.http.ControlClient;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An {@link EchoServer} in a process of its own. */
public final class EchoTarget implements Target {
  /** It has none. */
  private static final String NO_REGION = "";

  private final ChildProcess process;
  private final InetSocketAddress address;
  private final ControlClient control;

  private EchoTarget(ChildProcess process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
    this.control = new ControlClient(address, NO_REGION);
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
    control.post(EchoServer.LENGTHS_PATH, text);
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
  public String threads() {
    return process.threads();
  }

  @Override
  public void close() {
    process.close();
  }
}
