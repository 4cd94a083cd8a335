package io.antipode.load.chaos;

import io.antipode.load.scenario.FaultSpec;
import io.antipode.load.scenario.FaultType;
import io.antipode.load.supervisor.RealCluster;
import io.antipode.load.supervisor.RealNode;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** What happens to disks. */
final class DiskKinds {
  /** A node stops with it where its disk fails: a disk that took a write half may lie later. */
  private static final int DISK_FAILED = 74;

  private static final long NEARLY_FULL_KB = 64 << 10;

  private final RealCluster cluster;
  private final NodeKinds nodes;
  private final Findings findings;

  DiskKinds(RealCluster cluster, NodeKinds nodes, Findings findings) {
    this.cluster = cluster;
    this.nodes = nodes;
    this.findings = findings;
  }

  /** None where disks can't be made full. */
  Map<FaultType, Kind> all() {
    return obstacle().isEmpty() ? Map.of(FaultType.DISK_FULL, this::full) : Map.of();
  }

  /** Why there is nothing to be had here; empty where there is. */
  String obstacle() {
    return cluster.nodes().stream()
        .map(node -> node.disk().obstacle())
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** Half of them so that the node has to refuse writes, half so that its own writes fail. */
  private Disturbance full(FaultSpec spec, SplittableRandom random) {
    RealNode node = nodes.node(random);
    long leftKb = random.nextBoolean() ? NEARLY_FULL_KB : random.nextInt(512);
    return new Disturbance(
        spec.type(),
        node.name() + ", " + leftKb + " KB left",
        Set.of(NodeKinds.claim(node)),
        () -> node.disk().fill(leftKb),
        () -> {
          node.disk().free();
          Integer code = node.diedWith();
          if (code != null && code != DISK_FAILED) {
            findings.add(
                "%s ended with code %d on a full disk; see %s"
                    .formatted(node.name(), code, node.log()));
          }
          if (node.state() == RealNode.State.STOPPED) {
            nodes.restart(node, "a full disk");
          }
        });
  }
}
