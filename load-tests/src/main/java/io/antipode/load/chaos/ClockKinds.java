package io.antipode.load.chaos;

import io.antipode.load.scenario.FaultSpec;
import io.antipode.load.scenario.FaultType;
import io.antipode.load.supervisor.RealCluster;
import io.antipode.load.supervisor.RealNode;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What happens to clocks, through the node's own page of faults: this machine has one clock, and
 * others live by it. A node that is down misses it, and one that restarts has the right time again.
 */
final class ClockKinds {
  private static final int STEP_MS = 200;
  private static final double PER_MILLION = 1e6;

  private final NodeKinds nodes;

  ClockKinds(NodeKinds nodes) {
    this.nodes = nodes;
  }

  Map<FaultType, Kind> all() {
    return Map.of(
        FaultType.CLOCK_SKEW,
        (spec, random) -> set(spec, "skewMs", random),
        FaultType.CLOCK_JUMP,
        (spec, random) -> set(spec, "jumpMs", random),
        FaultType.CLOCK_DRIFT,
        this::drift);
  }

  private Disturbance set(FaultSpec spec, String parameter, SplittableRandom random) {
    RealNode node = nodes.node(random);
    long skewMs = spec.parameter(parameter).draw(random);
    return new Disturbance(
        spec.type(),
        "%s by %+d ms".formatted(node.name(), skewMs),
        Set.of(claim(node)),
        () -> skew(node, skewMs),
        () -> skew(node, 0));
  }

  private Disturbance drift(FaultSpec spec, SplittableRandom random) {
    RealNode node = nodes.node(random);
    long partsPerMillion = spec.parameter("partsPerMillion").draw(random);
    AtomicBoolean over = new AtomicBoolean();
    return new Disturbance(
        spec.type(),
        "%s by %+d ppm".formatted(node.name(), partsPerMillion),
        Set.of(claim(node)),
        () -> Thread.ofVirtual().start(() -> driftUntil(over, node, partsPerMillion)),
        () -> {
          over.set(true);
          Thread.sleep(2 * STEP_MS);
          skew(node, 0);
        });
  }

  private static void driftUntil(AtomicBoolean over, RealNode node, long partsPerMillion) {
    try {
      for (long elapsedMs = 0; !over.get(); elapsedMs += STEP_MS) {
        skew(node, Math.round(elapsedMs * partsPerMillion / PER_MILLION));
        Thread.sleep(STEP_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String claim(RealNode node) {
    return "clock " + node.name();
  }

  /** Sets every clock right. */
  static void heal(RealCluster cluster) {
    cluster.nodes().forEach(node -> skew(node, 0));
  }

  private static void skew(RealNode node, long skewMs) {
    if (node.state() != RealNode.State.RUNNING) {
      return;
    }
    try {
      node.control()
          .post(
              "/_antipode/faults",
              "{\"clock\":{\"region\":\"%s\"},\"skewMs\":%d}"
                  .formatted(node.name().region(), skewMs));
    } catch (UncheckedIOException e) {
      // It was stopped meanwhile, and its clock is right when it comes back.
    }
  }
}
