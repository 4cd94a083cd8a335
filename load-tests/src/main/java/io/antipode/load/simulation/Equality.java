package io.antipode.load.simulation;

import io.antipode.cluster.topology.Region;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.ItemKey;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Liveness: once all is healed the regions are there, hold the same, and have forgotten their
 * deletions within a bound.
 */
final class Equality {
  private static final int STEP_MS = 250;

  private final World world;
  private final SimulatedCluster cluster;
  private final long healMs;

  /**
   * @param healMs the bound, in virtual milliseconds
   */
  Equality(World world, SimulatedCluster cluster, long healMs) {
    this.world = world;
    this.cluster = cluster;
    this.healMs = healMs;
  }

  /** Lets time pass until it is so; returns how much, or throws a violation. */
  long await() {
    for (long waitedMs = STEP_MS; waitedMs <= healMs; waitedMs += STEP_MS) {
      world.runMs(STEP_MS);
      cluster.start();
      if (isThere()) {
        return waitedMs;
      }
    }
    List<String> seen = servesAll() ? digests() : List.of();
    if (seen.stream().distinct().count() == 1) {
      throw new Violation(
          "tombstones: %d are still kept %d ms after healing".formatted(tombstones(), healMs));
    }
    cluster.noteState();
    noteDifferences();
    throw new Violation(
        "convergence: %d ms after healing the regions are %s, their digests %s"
            .formatted(
                healMs, cluster.regions().stream().map(SimulatedRegion::phase).toList(), seen));
  }

  /** Whether all regions are there, hold the same, and have forgotten their deletions. */
  boolean isThere() {
    return servesAll() && digests().stream().distinct().count() == 1 && tombstones() == 0;
  }

  private boolean servesAll() {
    return cluster.isComplete()
        && cluster.regions().stream()
            .allMatch(region -> region.tables().stream().allMatch(region::serves));
  }

  private List<String> digests() {
    return cluster.digests(
        region ->
            region.tables().stream()
                .filter(SimulatedTable::isReplicated)
                .map(SimulatedTable::id)
                .toList());
  }

  private long tombstones() {
    long[] sum = new long[1];
    cluster.each(region -> region.eachShard(shard -> sum[0] += shard.stats().tombstones()));
    return sum[0];
  }

  /** Writes into the trace what stands under each key that the regions don't agree on. */
  private void noteDifferences() {
    for (SimulatedTable table : cluster.regions().getFirst().tables()) {
      if (table.isReplicated()) {
        noteDifferences(table);
      }
    }
  }

  private void noteDifferences(SimulatedTable table) {
    SortedMap<Bytes, SortedMap<Region, String>> seen = new TreeMap<>();
    for (SimulatedRegion region : cluster.regions()) {
      region.eachShard(
          shard ->
              table.eachIn(
                  shard,
                  each ->
                      seen.computeIfAbsent(new Bytes(each.key()), key -> new TreeMap<>())
                          .put(
                              region.region(),
                              each.version() + (each.isTombstone() ? " (deleted)" : ""))));
    }
    seen.forEach(
        (key, versions) -> {
          if (versions.size() < cluster.regions().size()
              || Set.copyOf(versions.values()).size() > 1) {
            ItemKey item = ItemKey.ofBytes(key.array());
            world.note(
                "world",
                "%s: %s %s is %s"
                    .formatted(table.name(), item.partitionKey(), item.sortKey(), versions));
          }
        });
  }
}
