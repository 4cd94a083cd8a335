package io.antipode.node.bootstrap;

import io.antipode.cluster.topology.Region;
import io.antipode.node.wire.FaultSwitch;
import io.antipode.replication.link.FaultyLinks;
import io.antipode.replication.link.LinkFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The faults of the regions of this process: of each one's way to each peer, and of its clock. The
 * fault of a link is set where the link begins. Any thread.
 */
final class FaultControls implements FaultSwitch {
  /** What can be disturbed of one region. */
  record Target(FaultyLinks links, SkewedTime time) {}

  private record Way(Region from, Region to) {}

  private final SortedMap<Region, Target> targets = new TreeMap<>();

  /** What was asked for; the links take it over a little later, on their loops. Guarded by this. */
  private final Map<Way, LinkFault> links = new HashMap<>();

  FaultControls(Map<Region, Target> targets) {
    this.targets.putAll(targets);
  }

  @Override
  public synchronized List<Fault> active() {
    List<Fault> active = new ArrayList<>();
    links.forEach((way, fault) -> describe(way, fault, active));
    targets.forEach(
        (region, target) -> {
          if (target.time().skewMs() != 0) {
            active.add(new Fault.Skew(region, target.time().skewMs()));
          }
        });
    return active;
  }

  private static void describe(Way way, LinkFault fault, List<Fault> into) {
    if (fault.cutOut()) {
      into.add(new Fault.Cut(way.from, way.to, true));
    }
    if (fault.delayMs() > 0 || fault.jitterMs() > 0) {
      into.add(new Fault.Delay(way.from, way.to, fault.delayMs(), fault.jitterMs()));
    }
    if (fault.reorderRate() > 0) {
      into.add(new Fault.Reorder(way.from, way.to, fault.reorderRate()));
    }
  }

  @Override
  public void apply(Fault fault) {
    switch (fault) {
      case Fault.Skew(Region region, long skewMs) -> target(region).time().skewByMs(skewMs);
      case Fault.Cut(Region from, Region to, boolean cut) ->
          change(from, to, now -> fault(cut, now.delayMs(), now.jitterMs(), now.reorderRate()));
      case Fault.Delay(Region from, Region to, long delayMs, long jitterMs) ->
          change(
              from,
              to,
              now -> fault(now.cutOut(), whole(delayMs), whole(jitterMs), now.reorderRate()));
      case Fault.Reorder(Region from, Region to, double probability) ->
          change(from, to, now -> fault(now.cutOut(), now.delayMs(), now.jitterMs(), probability));
    }
  }

  private static LinkFault fault(boolean cutOut, int delayMs, int jitterMs, double reorderRate) {
    return new LinkFault(cutOut, false, delayMs, jitterMs, reorderRate, 0);
  }

  /** Too large for an integer is too large for a link, which will say so. */
  private static int whole(long ms) {
    return (int) Math.min(ms, Integer.MAX_VALUE);
  }

  private synchronized void change(Region from, Region to, UnaryOperator<LinkFault> change) {
    Way way = new Way(from, to);
    LinkFault fault = change.apply(links.getOrDefault(way, LinkFault.NONE));
    target(from).links().set(to, fault);
    links.put(way, fault);
  }

  @Override
  public synchronized void clear() {
    links.clear();
    targets
        .values()
        .forEach(
            target -> {
              target.links().clear();
              target.time().skewByMs(0);
            });
  }

  private Target target(Region region) {
    Target target = targets.get(region);
    if (target == null) {
      throw new IllegalArgumentException(
          region + " is not among the regions of this process: " + targets.keySet());
    }
    return target;
  }
}
