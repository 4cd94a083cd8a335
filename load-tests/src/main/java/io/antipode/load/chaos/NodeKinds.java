package io.antipode.load.chaos;

import io.antipode.load.fault.Way;
import io.antipode.load.fault.WayFault;
import io.antipode.load.scenario.FaultType;
import io.antipode.load.supervisor.RealCluster;
import io.antipode.load.supervisor.RealNode;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happens to processes and whole regions. */
final class NodeKinds {
  /** However little of the machine is left for it: others' builds run here too. */
  private static final long START_MS = 300_000;

  private static final long EVACUATE_MS = 60_000;
  private static final long POLL_MS = 200;

  /** Longer than an answer is on its way to a client, and than a status page is behind. */
  private static final long ANSWERS_MS = 1_500;

  private final RealCluster cluster;
  private final Findings findings;
  private final AtomicReference<@Nullable String> lossy = new AtomicReference<>();
  private final Set<String> wiped = ConcurrentHashMap.newKeySet();

  NodeKinds(RealCluster cluster, Findings findings) {
    this.cluster = cluster;
    this.findings = findings;
  }

  Map<FaultType, Kind> all() {
    return Map.of(
        FaultType.KILL_NODE, (spec, random) -> kill(node(random)),
        FaultType.PAUSE_NODE, (spec, random) -> pause(node(random)),
        FaultType.ROLLING_RESTART, (spec, random) -> roll(),
        FaultType.LONG_ABSENCE, (spec, random) -> absence(region(random)),
        FaultType.LOSE_REGION, (spec, random) -> loss(lossy(random)));
  }

  /** The one region that loses its disks in this run: the streams of the others stay whole. */
  private String lossy(SplittableRandom random) {
    lossy.compareAndSet(null, region(random));
    return Objects.requireNonNull(lossy.get());
  }

  /** The regions that have lost their disks: their streams no longer begin with their tables. */
  Set<String> wiped() {
    return Set.copyOf(wiped);
  }

  static String claim(RealNode node) {
    return "process " + node.name();
  }

  RealNode node(SplittableRandom random) {
    List<RealNode> nodes = List.copyOf(cluster.nodes());
    return nodes.get(random.nextInt(nodes.size()));
  }

  private String region(SplittableRandom random) {
    List<String> regions = cluster.plan().regions();
    return regions.get(random.nextInt(regions.size()));
  }

  /** Starts it again, which must work: what a fault left behind is no excuse. */
  void restart(RealNode node, String after) {
    node.start();
    if (!node.awaitReady(START_MS)) {
      findings.add(
          "%s does not serve after %s (exit code %s); see %s"
              .formatted(node.name(), after, node.diedWith(), node.log()));
    }
  }

  private Disturbance kill(RealNode node) {
    return new Disturbance(
        FaultType.KILL_NODE,
        node.name().toString(),
        Set.of(claim(node)),
        node::kill,
        () -> restart(node, "kill -9"));
  }

  private Disturbance pause(RealNode node) {
    return new Disturbance(
        FaultType.PAUSE_NODE,
        node.name().toString(),
        Set.of(claim(node)),
        node::pause,
        node::resume);
  }

  private Disturbance roll() {
    return new Disturbance(
        FaultType.ROLLING_RESTART,
        "all nodes",
        cluster.nodes().stream().map(NodeKinds::claim).collect(Collectors.toSet()),
        () -> {
          for (RealNode node : cluster.nodes()) {
            node.stop();
            restart(node, "an orderly stop");
          }
        },
        Disturbance.Step.NONE);
  }

  private Disturbance absence(String region) {
    List<RealNode> nodes = cluster.nodes(region);
    return new Disturbance(
        FaultType.LONG_ABSENCE,
        region,
        nodes.stream().map(NodeKinds::claim).collect(Collectors.toSet()),
        () -> nodes.forEach(RealNode::stop),
        () -> {
          nodes.forEach(RealNode::start);
          nodes.forEach(node -> restart(node, "a long absence"));
        });
  }

  /**
   * The region's disks are gone and it comes back empty. Replication is asynchronous, so that what
   * a region acknowledged last may be lost with it; to be able to hold it to all the rest, clients
   * are first cut off and its peers get everything, or it is spared and tried later.
   */
  private Disturbance loss(String region) {
    List<RealNode> nodes = cluster.nodes(region);
    Set<String> claims = new HashSet<>();
    nodes.forEach(node -> claims.add(claim(node)));
    for (String other : cluster.plan().regions()) {
      if (!other.equals(region)) {
        cluster.nodes(other).forEach(node -> claims.add(claim(node)));
        claims.add(
            "link " + (region.compareTo(other) < 0 ? region + " " + other : other + " " + region));
      }
    }
    Way in = cluster.way(RealCluster.CLIENTS, region);
    Way out = cluster.way(region, RealCluster.CLIENTS);
    boolean[] lost = {false};
    return new Disturbance(
        FaultType.LOSE_REGION,
        region,
        claims,
        () -> {
          in.add(WayFault.HELD);
          Thread.sleep(ANSWERS_MS);
          out.add(WayFault.HELD);
          if (peersHaveAll(nodes)) {
            nodes.forEach(RealNode::kill);
            nodes.forEach(node -> node.disk().wipe());
            lost[0] = true;
            wiped.add(region);
          }
        },
        () -> {
          cluster.reset(RealCluster.CLIENTS, region);
          in.remove(WayFault.HELD);
          out.remove(WayFault.HELD);
          if (lost[0]) {
            nodes.forEach(node -> restart(node, "the loss of its disk"));
          }
        },
        () -> lost[0]);
  }

  private static boolean peersHaveAll(List<RealNode> nodes) throws InterruptedException {
    long deadlineNs = System.nanoTime() + EVACUATE_MS * 1_000_000;
    while (System.nanoTime() < deadlineNs) {
      try {
        if (nodes.stream().allMatch(node -> PeerLag.none(node.control()))) {
          return true;
        }
      } catch (UncheckedIOException e) {
        return false;
      }
      Thread.sleep(POLL_MS);
    }
    return false;
  }
}
