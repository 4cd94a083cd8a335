package io.antipode.load.chaos;

import io.antipode.load.fault.Way;
import io.antipode.load.fault.WayFault;
import io.antipode.load.scenario.FaultSpec;
import io.antipode.load.scenario.FaultType;
import io.antipode.load.supervisor.RealCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** What happens to links between regions, and between clients and regions. */
final class LinkKinds {
  /** Of disturbed links, one in so many is the clients'. */
  private static final int CLIENTS_ONE_IN = 4;

  private final RealCluster cluster;

  LinkKinds(RealCluster cluster) {
    this.cluster = cluster;
  }

  Map<FaultType, Kind> all() {
    return Map.of(
        FaultType.CUT_LINK, (spec, random) -> both(spec, link(random), WayFault.HELD),
        FaultType.STALL_LINK, (spec, random) -> both(spec, link(random), WayFault.HELD),
        FaultType.ONE_WAY_CUT, (spec, random) -> one(spec, link(random), WayFault.HELD),
        FaultType.DELAY_LINK, this::delay,
        FaultType.LOSE_FRAMES,
            (spec, random) ->
                both(
                    spec,
                    link(random),
                    WayFault.loss(spec.parameter("percent").draw(random) / 100.0)),
        FaultType.SLOW_LINK,
            (spec, random) ->
                one(
                    spec,
                    link(random),
                    WayFault.slow(spec.parameter("kilobytesPerSecond").draw(random) * 1_000)),
        FaultType.RESET_LINKS, this::reset);
  }

  private Disturbance delay(FaultSpec spec, SplittableRandom random) {
    int delayMs = (int) spec.parameter("delayMs").draw(random);
    return both(spec, link(random), WayFault.delay(delayMs, delayMs / 2));
  }

  /** Two places, in an order. */
  private record Link(String from, String to) {
    String claim() {
      return "link " + (from.compareTo(to) < 0 ? from + " " + to : to + " " + from);
    }
  }

  private Link link(SplittableRandom random) {
    List<String> regions = new ArrayList<>(cluster.plan().regions());
    String one = regions.remove(random.nextInt(regions.size()));
    if (regions.isEmpty() || random.nextInt(CLIENTS_ONE_IN) == 0) {
      return random.nextBoolean()
          ? new Link(RealCluster.CLIENTS, one)
          : new Link(one, RealCluster.CLIENTS);
    }
    return new Link(one, regions.get(random.nextInt(regions.size())));
  }

  private Disturbance both(FaultSpec spec, Link link, WayFault fault) {
    Way there = cluster.way(link.from, link.to);
    Way back = cluster.way(link.to, link.from);
    return new Disturbance(
        spec.type(),
        link.from + " - " + link.to + detail(fault),
        Set.of(link.claim()),
        () -> {
          there.add(fault);
          back.add(fault);
        },
        () -> {
          there.remove(fault);
          back.remove(fault);
        });
  }

  private Disturbance one(FaultSpec spec, Link link, WayFault fault) {
    Way way = cluster.way(link.from, link.to);
    return new Disturbance(
        spec.type(),
        link.from + " -> " + link.to + detail(fault),
        Set.of(link.claim()),
        () -> way.add(fault),
        () -> way.remove(fault));
  }

  private static String detail(WayFault fault) {
    if (fault.delayMs() > 0) {
      return " by " + fault.delayMs() + " ms, up to " + fault.jitterMs() + " ms more";
    }
    if (fault.bytesPerSecond() > 0) {
      return " at " + fault.bytesPerSecond() + " bytes/s";
    }
    return fault.lossRate() > 0 ? " by %.0f %%".formatted(fault.lossRate() * 100) : "";
  }

  private Disturbance reset(FaultSpec spec, SplittableRandom random) {
    Link link = link(random);
    return new Disturbance(
        spec.type(),
        link.from + " - " + link.to,
        Set.of(),
        () -> cluster.reset(link.from, link.to),
        Disturbance.Step.NONE);
  }
}
