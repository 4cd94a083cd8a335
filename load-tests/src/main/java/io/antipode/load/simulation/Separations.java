package io.antipode.load.simulation;

import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.load.simulation.Ledger.Write;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Notices when a region has gone without what another one wrote for so long that deletions may have
 * been forgotten meanwhile. An older write that was under way all that time then stands in place of
 * the deletion, and no store that ever forgets deletions could tell. Writes that had arrived before
 * must stay deleted.
 */
final class Separations {
  /** How far one shard of a region has come with another region's writes. */
  private final class Way {
    final SimulatedRegion from;
    final SimulatedRegion to;
    final ShardId shard;

    /** What the other had written when last looked at, and when that was. */
    long wantedHlc;

    long wantedMs;

    /** All that the other had written at this time has arrived. */
    long arrivedMs;

    Way(SimulatedRegion from, SimulatedRegion to, ShardId shard) {
      this.from = from;
      this.to = to;
      this.shard = shard;
    }

    void look() {
      boolean[] has = new boolean[1];
      to.ask(shard, held -> has[0] = held.watermark(from.region()) >= wantedHlc);
      if (has[0]) {
        arrivedMs = wantedMs;
        from.ask(
            shard,
            own -> {
              wantedHlc = own.watermark(from.region());
              wantedMs = world.nowMs();
            });
      }
      if (world.nowMs() - arrivedMs > boundMs) {
        since.add(new Since(from.region(), arrivedMs));
      }
    }
  }

  /** What this region wrote after that time was kept from another for too long. */
  private record Since(Region origin, long atMs) {}

  private static final long NS_PER_MS = 1_000_000;

  private final World world;
  private final long boundMs;
  private final List<Way> ways = new ArrayList<>();
  private final Set<Since> since = new HashSet<>();

  /**
   * @param boundMs a separation of this length is harmless
   */
  Separations(World world, List<SimulatedRegion> regions, long boundMs) {
    this.world = world;
    this.boundMs = boundMs;
    for (SimulatedRegion from : regions) {
      for (SimulatedRegion to : regions) {
        for (int number = 0; from != to && number < SimulatedRegion.SHARDS; number++) {
          ways.add(new Way(from, to, new ShardId(number)));
        }
      }
    }
  }

  /** To be called now and then, often enough. */
  void look() {
    ways.forEach(Way::look);
  }

  /**
   * Whether a write was kept from some region for so long that it may come back; when one that was
   * never answered was taken, if ever, nobody knows.
   */
  boolean mayComeBack(Write write) {
    return since.stream()
        .anyMatch(
            each ->
                each.origin.equals(write.region)
                    && (write.version == null || write.acknowledgedNs >= each.atMs * NS_PER_MS));
  }
}
