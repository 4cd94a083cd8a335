package io.antipode.load.supervisor;

import io.antipode.load.fault.FaultProxy;
import io.antipode.load.fault.Loopback;
import io.antipode.load.fault.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Real nodes on this machine's loopback, with a proxy on every ordered pair of regions and one
 * between the clients and each region:
 *
 * <pre>
 *   clients ──proxy──► us-east-1 ──proxy──► eu-west-1
 *                                ◄──proxy──
 * </pre>
 *
 * Whichever side dials, bytes from A to B suffer what stands on {@code way(A, B)}. Everything is in
 * one folder: settings, logs and disks. Closing ends every process and unmounts every disk; a
 * shutdown hook does where the caller does not get there.
 *
 * <p>Any thread.
 */
public final class RealCluster implements AutoCloseable {
  /** The other end of clients' ways. */
  public static final String CLIENTS = "clients";

  private static final long START_MS = 300_000;

  /** An ordered pair. */
  private record Pair(String from, String to) {}

  private final ClusterPlan plan;
  private final Map<NodeName, RealNode> nodes = new LinkedHashMap<>();
  private final Map<Pair, Way> ways = new LinkedHashMap<>();
  private final Map<Pair, FaultProxy> proxies = new LinkedHashMap<>();
  private final Thread hook = new Thread(this::end, "end the cluster");

  private RealCluster(ClusterPlan plan) {
    this.plan = plan;
  }

  /**
   * Lays out a cluster; nothing runs yet but the proxies.
   *
   * @param home the repository's top folder, which must be built
   * @param folder for settings, logs and disks
   * @param seed of the proxies' jitter and loss
   */
  public static RealCluster create(ClusterPlan plan, Path home, Path folder, long seed) {
    plan.requireSupported();
    RealCluster cluster = new RealCluster(plan);
    Runtime.getRuntime().addShutdownHook(cluster.hook);
    cluster.lay(new Launch(home, plan.heapMb(), plan.patches()), folder, seed);
    return cluster;
  }

  private void lay(Launch launch, Path folder, long seed) {
    FreePorts ports = new FreePorts();
    Map<NodeName, Integer> apiPorts = new LinkedHashMap<>();
    Map<NodeName, Integer> linkPorts = new LinkedHashMap<>();
    for (NodeName name : plan.nodes()) {
      apiPorts.put(name, ports.next());
      linkPorts.put(name, ports.next());
    }
    for (NodeName name : plan.nodes()) {
      // Peers meet at a region's first node: which ones will be dialled with several is open.
      putProxy(CLIENTS, name.region(), port(apiPorts, name.region()), ports, seed);
      plan.regions().stream()
          .filter(other -> !other.equals(name.region()))
          .forEach(other -> putProxy(name.region(), other, port(linkPorts, other), ports, seed));
    }
    try {
      for (NodeName name : plan.nodes()) {
        Path own = Files.createDirectories(folder.resolve(name.toString()));
        NodeDisk disk = NodeDisk.create(own.resolve("disk"), plan.diskMb());
        Path config = own.resolve("node.yaml");
        int port = port(apiPorts, name);
        new NodeConfig(
                name,
                disk.folder(),
                "127.0.0.1",
                port,
                port(linkPorts, name),
                peers(name),
                plan.shardCount(),
                plan.durability())
            .write(config);
        nodes.put(name, new RealNode(name, launch, disk, config, own.resolve("log"), port));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void putProxy(String from, String to, int port, FreePorts ports, long seed) {
    Pair pair = new Pair(from, to);
    if (proxies.containsKey(pair)) {
      return;
    }
    proxies.put(
        pair,
        new FaultProxy(
            ports.next(),
            Loopback.port(port),
            ways.computeIfAbsent(pair, p -> new Way(from, to)),
            ways.computeIfAbsent(new Pair(to, from), p -> new Way(to, from)),
            seed + pair.hashCode()));
  }

  private SortedMap<String, InetSocketAddress> peers(NodeName name) {
    SortedMap<String, InetSocketAddress> peers = new TreeMap<>();
    proxies.forEach(
        (pair, proxy) -> {
          if (pair.from.equals(name.region())) {
            peers.put(pair.to, proxy.address());
          }
        });
    return peers;
  }

  private static int port(Map<NodeName, Integer> ports, String region) {
    return port(ports, new NodeName(region, 1));
  }

  private static int port(Map<NodeName, Integer> ports, NodeName name) {
    Integer port = ports.get(name);
    if (port == null) {
      throw new IllegalArgumentException("no node " + name);
    }
    return port;
  }

  /**
   * Has the launcher prepare fast starts, where that was not done yet: faults need many. Takes up
   * to a minute, once.
   *
   * @param home as for {@link #create}
   */
  public static void prepare(Path home) {
    Launch.prepare(home);
  }

  /** Starts every node and waits until all serve. */
  public void start() {
    nodes.values().forEach(RealNode::start);
    for (RealNode node : nodes.values()) {
      if (!node.awaitReady(START_MS)) {
        throw new IllegalStateException(node.name() + " does not serve; see " + node.log());
      }
    }
  }

  public ClusterPlan plan() {
    return plan;
  }

  /** All nodes, region by region. */
  public Collection<RealNode> nodes() {
    return nodes.values();
  }

  public RealNode node(NodeName name) {
    RealNode node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("no node " + name + " among " + nodes.keySet());
    }
    return node;
  }

  /** A region's nodes. */
  public List<RealNode> nodes(String region) {
    return nodes.values().stream().filter(node -> node.name().region().equals(region)).toList();
  }

  /** Where clients reach a region, through their proxy. */
  public InetSocketAddress clientAddress(String region) {
    return proxy(CLIENTS, region).address();
  }

  /** The way of bytes from one region to another, or to or from {@link #CLIENTS}. */
  public Way way(String from, String to) {
    Way way = ways.get(new Pair(from, to));
    if (way == null) {
      throw new IllegalArgumentException("no way from " + from + " to " + to);
    }
    return way;
  }

  /** Breaks the connections between two places, whoever opened them. */
  public void reset(String one, String other) {
    proxies.forEach(
        (pair, proxy) -> {
          if (pair.equals(new Pair(one, other)) || pair.equals(new Pair(other, one))) {
            proxy.reset();
          }
        });
  }

  private FaultProxy proxy(String from, String to) {
    FaultProxy proxy = proxies.get(new Pair(from, to));
    if (proxy == null) {
      throw new IllegalArgumentException("no link from " + from + " to " + to);
    }
    return proxy;
  }

  /** Ends every fault of links, disks and stopped processes; processes that are gone stay so. */
  public void heal() {
    ways.values().forEach(Way::heal);
    nodes.values().forEach(node -> node.disk().free());
    nodes.values().forEach(RealNode::resume);
  }

  /** Ends all: orderly, so that a clean stop is exercised too. */
  @Override
  public void close() {
    nodes.values().forEach(RealNode::resume);
    List<Thread> stopping = new ArrayList<>();
    nodes.values().forEach(node -> stopping.add(Thread.ofVirtual().start(node::stop)));
    for (Thread thread : stopping) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    end();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  private void end() {
    nodes.values().forEach(RealNode::retire);
    proxies.values().forEach(FaultProxy::close);
    nodes.values().forEach(node -> node.disk().close());
  }
}
