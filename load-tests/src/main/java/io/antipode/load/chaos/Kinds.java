package io.antipode.load.chaos;

import io.antipode.load.scenario.FaultSpec;
import io.antipode.load.scenario.FaultType;
import io.antipode.load.scenario.Layer;
import io.antipode.load.supervisor.RealCluster;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** What real processes can suffer. */
final class Kinds implements Kind {
  private final Map<FaultType, Kind> byType = new EnumMap<>(FaultType.class);
  private final NodeKinds nodes;
  private final String diskObstacle;

  Kinds(RealCluster cluster, Findings findings) {
    nodes = new NodeKinds(cluster, findings);
    DiskKinds disks = new DiskKinds(cluster, nodes, findings);
    diskObstacle = disks.obstacle();
    byType.putAll(new LinkKinds(cluster).all());
    byType.putAll(nodes.all());
    byType.putAll(new ClockKinds(nodes).all());
    byType.putAll(disks.all());
  }

  /** Why a kind can't be had here, in a line; empty where it can. */
  String obstacle(FaultType type) {
    if (byType.containsKey(type)) {
      return "";
    }
    if (type == FaultType.DISK_FULL) {
      return diskObstacle;
    }
    return type.runsIn(Layer.PROCESSES) ? "is not there yet" : "is for the simulation";
  }

  /** The regions that have lost their disks. */
  Set<String> wiped() {
    return nodes.wiped();
  }

  @Override
  public Disturbance draw(FaultSpec spec, SplittableRandom random) {
    Kind kind = byType.get(spec.type());
    if (kind == null) {
      throw new IllegalArgumentException(spec.type().word() + " " + obstacle(spec.type()));
    }
    return kind.draw(spec, random);
  }
}
