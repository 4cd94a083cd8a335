package io.antipode.load.simulation;

import io.antipode.cluster.topology.Region;
import io.antipode.node.region.RegionNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Regions on one network in one world, and the faults that strike them: what every simulated run is
 * made of, whoever its clients are and whatever is checked in the end.
 */
final class SimulatedCluster {
  private final World world;
  private final SimulatedNetwork network;
  private final Ledger ledger;
  private final Losses losses;
  private final List<SimulatedRegion> regions = new ArrayList<>();
  private final FaultInjector faults;

  /**
   * @param ledger what clients were told, for losses that nobody could prevent
   * @param tables of the regions from the start
   */
  SimulatedCluster(
      World world,
      Ledger ledger,
      List<Region> all,
      Settings settings,
      List<SimulatedTable> tables) {
    this.world = world;
    network = new SimulatedNetwork(world);
    this.ledger = ledger;
    losses = new Losses(world, ledger);
    for (Region region : all) {
      regions.add(new SimulatedRegion(world, network, losses, region, all, settings, tables));
    }
    losses.regions(regions);
    faults = new FaultInjector(world, network, regions, settings);
  }

  List<SimulatedRegion> regions() {
    return regions;
  }

  FaultInjector faults() {
    return faults;
  }

  /** What clients wrote. */
  Ledger ledger() {
    return ledger;
  }

  /** What may be missing, and why. */
  Losses losses() {
    return losses;
  }

  void each(Consumer<SimulatedRegion> action) {
    regions.forEach(action);
  }

  long sum(ToLongFunction<SimulatedRegion> of) {
    return regions.stream().mapToLong(of).sum();
  }

  /** How many sessions the network has broken. */
  long brokenSessions() {
    return network.disturbed();
  }

  /** Starts those that are down: a fault that took its time may strike after healing, too. */
  void start() {
    regions.forEach(SimulatedRegion::start);
  }

  boolean isComplete() {
    return regions.stream().allMatch(SimulatedRegion::isComplete);
  }

  /** Writes into the trace how replication stands in each region. */
  void noteState() {
    for (SimulatedRegion region : regions) {
      RegionNode node = region.node();
      if (node != null) {
        region
            .tables()
            .forEach(table -> world.note(region, String.valueOf(node.table(table.name()))));
        node.replication().status().shards().forEach(each -> world.note(region, each.toString()));
        region.eachShard(shard -> world.note(region, shard.id() + " is " + shard.standing()));
      }
    }
  }

  /** The digests of tables, by region; equal when all hold the same. */
  List<String> digests(TablesOf tables) {
    return regions.stream().map(region -> digests(region, tables.of(region))).toList();
  }

  /** The ids of a region's tables. */
  interface TablesOf {
    List<Long> of(SimulatedRegion region);
  }

  private static String digests(SimulatedRegion region, List<Long> tables) {
    StringBuilder digests = new StringBuilder();
    for (long table : tables) {
      region.eachShard(shard -> digests.append(shard.digest(table)));
    }
    return digests.toString();
  }
}
