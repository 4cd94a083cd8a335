package io.antipode.load.target;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A real {@code ./antipode up} in a process of its own. */
public final class AntipodeUp implements Target {
  /** The front door's, and one for each of a few regions. */
  private static final int PORTS = 8;

  private final ChildProcess process;
  private final InetSocketAddress frontDoor;
  private final Map<String, InetSocketAddress> regions;

  private AntipodeUp(
      ChildProcess process, InetSocketAddress frontDoor, Map<String, InetSocketAddress> regions) {
    this.process = process;
    this.frontDoor = frontDoor;
    this.regions = regions;
  }

  /**
   * Starts it and waits for its ready line.
   *
   * @param home the repository's top folder, where the launcher is
   * @param log where its log goes
   * @param options as for {@code up}: {@code --data DIR --regions a,b …}; a free block of ports is
   *     added where none is given
   */
  public static AntipodeUp start(Path home, Path log, List<String> options) {
    return start(home, log, List.of(), options);
  }

  /**
   * Starts it in a JVM of other options.
   *
   * @param jvm such as {@code -Xmx256m}
   */
  public static AntipodeUp start(Path home, Path log, List<String> jvm, List<String> options) {
    List<String> command = new ArrayList<>();
    if (!jvm.isEmpty()) {
      command.addAll(List.of("env", "ANTIPODE_OPTS=" + String.join(" ", jvm)));
    }
    command.addAll(List.of(home.resolve("antipode").toString(), "up"));
    command.addAll(options);
    if (!options.contains("--port")) {
      command.addAll(List.of("--port", Integer.toString(Addresses.freePorts(PORTS))));
    }
    ChildProcess process = new ChildProcess(command, log);
    List<String> words = List.of(process.awaitLine("antipode ready: ").split(" ", -1));
    Map<String, InetSocketAddress> regions = new LinkedHashMap<>();
    for (int i = 3; i < words.size() && !words.get(i).equals(";"); i++) {
      int equals = words.get(i).indexOf('=');
      regions.put(
          words.get(i).substring(0, equals),
          Addresses.of(URI.create(words.get(i).substring(equals + 1))));
    }
    return new AntipodeUp(process, Addresses.of(URI.create(words.get(2))), regions);
  }

  @Override
  public String name() {
    return "Antipode";
  }

  /** The front door. */
  @Override
  public InetSocketAddress address() {
    return frontDoor;
  }

  /** Each region's own address, in the order given. */
  public Map<String, InetSocketAddress> regions() {
    return regions;
  }

  /** One region's own address. */
  public InetSocketAddress address(String region) {
    InetSocketAddress found = regions.get(region);
    if (found == null) {
      throw new IllegalArgumentException(region + " is not among " + regions.keySet());
    }
    return found;
  }

  /** SIGKILL. */
  public void kill() {
    process.kill();
  }

  public long pid() {
    return process.pid();
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
