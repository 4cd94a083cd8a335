package io.antipode.load.simulation;

import io.antipode.cluster.topology.Region;
import io.antipode.load.simulation.Ledger.Write;
import io.antipode.node.item.Bytes;
import io.antipode.node.storage.Shard;
import io.antipode.replication.clock.Version;
import io.antipode.replication.region.SenderState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A watermark is kept at any moment, not only in the end: what a region says that it has of another
 * one is there, or something newer of the same item. Where nothing newer is there a deletion has
 * been forgotten, and the floor lies above it; or what stands elsewhere is from the future, and
 * waits. In the end comparisons have repaired what a broken promise, a dropped batch or a floor
 * that was not raised left out; until then whoever believes the watermark forgets deletions too
 * early, or takes an old item for a new one.
 */
final class Watermarks {
  /** Within which time what was held is offered again, and taken. */
  private static final long OFFERED_AGAIN_MS = 2_000;

  private final SimulatedRegion region;
  private final Ledger ledger;
  private final Losses losses;

  /** Those of the shard at hand, asked for once: there are many writes. */
  private final Map<Region, Long> watermarks = new HashMap<>();

  private Watermarks(SimulatedRegion region, Ledger ledger, Losses losses) {
    this.region = region;
    this.ledger = ledger;
    this.losses = losses;
  }

  /**
   * Throws {@link Violation} where one of the region's shards lacks what its watermarks promise;
   * looks at nothing where the region is not complete, or its disk may be damaged.
   */
  static void require(SimulatedRegion region, Ledger ledger, Losses losses) {
    if (region.isComplete() && !region.isSuspect()) {
      Watermarks watermarks = new Watermarks(region, ledger, losses);
      for (SimulatedTable table : region.tables().stream().filter(region::serves).toList()) {
        region.eachShard(shard -> watermarks.require(shard, table));
      }
    }
  }

  private void require(Shard shard, SimulatedTable table) {
    watermarks.clear();
    requireNotBeyondHorizon(shard);
    Map<Bytes, Version> standing = new HashMap<>();
    table.eachIn(shard, each -> standing.put(new Bytes(each.key()), each.version()));
    ledger
        .byKey()
        .forEach(
            (key, writes) -> {
              if (!writes.isEmpty()
                  && writes.getFirst().shard.equals(shard.id())
                  && table.holds(key)) {
                require(shard, table, writes, standing.get(key));
              }
            });
  }

  private void require(
      Shard shard, SimulatedTable table, List<Write> writes, @Nullable Version standing) {
    for (Write write : writes) {
      Version version = write.version;
      if (version != null
          && (standing == null || version.beats(standing))
          && watermark(shard, write.region) >= version.hlc()
          && !ledger.isExcused(write)
          && isDelivered(shard, write)
          && !losses.isHomeless(write)
          && !waits(shard, writes, version)
          && !isForgotten(writes, version, forgottenBelow(shard, table))) {
        throw new Violation(
            "watermarks: %s %s has all of %s up to %d, has forgotten deletions below %d, and has %s in place of %s"
                .formatted(
                    region,
                    shard.id(),
                    write.region,
                    shard.watermark(write.region),
                    shard.tombstoneFloor(),
                    standing == null ? "nothing" : standing,
                    write));
      }
    }
  }

  /**
   * No time of another region is believed that lies further ahead than a write's may, of all times
   * that this region has told.
   */
  private void requireNotBeyondHorizon(Shard shard) {
    long toldMs = region.time().highestEpochMs() + SimulatedRegion.DRIFT_BOUND_MS;
    long ownMs = Version.epochMs(watermark(shard, region.region()));
    for (SimulatedRegion origin : losses.regions()) {
      long aheadMs = Version.epochMs(watermark(shard, origin.region())) - Math.max(toldMs, ownMs);
      if (origin != region && aheadMs > 0) {
        throw new Violation(
            "from the future: %s %s says that it has all of %s up to %d ms further ahead than it may"
                .formatted(region, shard.id(), origin, aheadMs));
      }
    }
  }

  /**
   * Of a region that lost its disk, what peers had may lie above its clock since, until it has
   * heard of that and told them that its log began anew: what its sender takes for delivered must
   * be.
   */
  private boolean isDelivered(Shard shard, Write write) {
    if (!losses.hasBegunAnew(write.region)) {
      return true;
    }
    Version version = Objects.requireNonNull(write.version);
    return losses.regions().stream()
        .filter(origin -> origin.region().equals(write.region))
        .flatMap(origin -> origin.replicationStatus().stream())
        .filter(each -> each.shard() == shard.id().number())
        .flatMap(each -> each.peers().stream())
        .anyMatch(
            peer ->
                peer.peer().equals(region.region())
                    && peer.state() == SenderState.STREAM
                    && peer.ackedHlc() >= version.hlc());
  }

  private long watermark(Shard shard, Region origin) {
    return watermarks.computeIfAbsent(origin, shard::watermark);
  }

  /** Whether what was written over it could not be taken until a moment ago. */
  private boolean waits(Shard shard, List<Write> writes, Version version) {
    long lately = shard.readClock().horizon() - Version.atMs(OFFERED_AGAIN_MS);
    for (Write each : writes) {
      Version over = each.version;
      if (over != null
          && over.beats(version)
          && over.hlc() > Math.max(lately, watermark(shard, over.region()))) {
        return true;
      }
    }
    return false;
  }

  /** A table of one region forgets each deletion at once. */
  private static long forgottenBelow(Shard shard, SimulatedTable table) {
    return table.isReplicated() ? shard.tombstoneFloor() : Long.MAX_VALUE;
  }

  /**
   * Whether the write, or what stood above it, was deleted below that time, or may have been by
   * time to live.
   */
  private static boolean isForgotten(List<Write> writes, Version version, long belowHlc) {
    for (Write each : writes) {
      Version then = each.version == null ? version : each.version;
      boolean above = then.compareTo(version) >= 0;
      if (each.deletes && above && then.hlc() < belowHlc) {
        return true;
      }
      // What was due when the write came may have been deleted after it by who had not heard of it.
      boolean due = above || each.dueMs <= Version.epochMs(version.hlc());
      if (due && version.hlc() < belowHlc && each.dueMs < Version.epochMs(belowHlc)) {
        return true;
      }
    }
    return false;
  }
}
