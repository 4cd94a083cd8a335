package io.antipode.load.simulation;

import io.antipode.cluster.topology.Region;
import io.antipode.load.simulation.Ledger.Write;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.Shard;
import io.antipode.replication.mutation.Mutation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Says which acknowledged writes may be missing in the end: those that no other region had when
 * their region's disk was lost or damaged. Replication is asynchronous, so nobody could have kept
 * them; everything else must survive even that.
 */
final class Losses {
  /** Damage to what was synced this shortly before may look like a torn tail. */
  private static final long LATELY_NS = 1_000_000_000;

  private final World world;
  private final Ledger ledger;
  private final List<SimulatedRegion> regions = new ArrayList<>();

  /** When each region last lost its disk. */
  private final Map<Region, Long> lostNs = new HashMap<>();

  /** When each region died on a disk that may be damaged. */
  private final Map<Region, List<Long>> diedNs = new HashMap<>();

  Losses(World world, Ledger ledger) {
    this.world = world;
    this.ledger = ledger;
  }

  void regions(List<SimulatedRegion> all) {
    regions.addAll(all);
  }

  List<SimulatedRegion> regions() {
    return regions;
  }

  boolean anotherIsComplete(SimulatedRegion lost) {
    return regions.stream().anyMatch(each -> each != lost && each.isComplete());
  }

  /** The region's disk is gone. */
  void excuseAll(SimulatedRegion lost) {
    lostNs.put(lost.region(), world.nowNs());
    excuse(lost, 0);
  }

  /** The region died at that time, and its disk was or is damaged. */
  void excuseLately(SimulatedRegion dead, long atNs) {
    diedNs.computeIfAbsent(dead.region(), region -> new ArrayList<>()).add(atNs);
    excuse(dead, atNs - LATELY_NS);
    forget(dead, atNs - LATELY_NS);
  }

  /** What the region may have lost and nobody else has, though all have something newer instead. */
  private void forget(SimulatedRegion dead, long sinceNs) {
    for (List<Write> writes : ledger.byKey().values()) {
      for (Write write : writes) {
        if (write.version != null
            && write.region.equals(dead.region())
            && write.acknowledgedNs >= sinceNs
            && regions.stream().noneMatch(each -> each != dead && holds(each, write))) {
          ledger.forget(write);
        }
      }
    }
  }

  private void excuse(SimulatedRegion lost, long sinceNs) {
    for (List<Write> writes : ledger.byKey().values()) {
      for (Write write : writes) {
        if (write.version != null
            && (write.region.equals(lost.region())
                ? write.acknowledgedNs >= sinceNs
                : isHomeless(write))
            && !ledger.isExcused(write)
            && regions.stream().noneMatch(each -> each != lost && knows(each, write))) {
          ledger.excuse(write);
          world.detail(lost, () -> "nobody else has " + write);
        }
      }
    }
  }

  /**
   * Whether the region that acknowledged the write may have lost it, so that others kept it or
   * nobody.
   */
  boolean isHomeless(Write write) {
    long ackedNs = write.acknowledgedNs;
    return isOfAnEarlierLife(write)
        || diedNs.getOrDefault(write.region, List.of()).stream()
            .anyMatch(atNs -> ackedNs <= atNs && ackedNs >= atNs - LATELY_NS);
  }

  /**
   * Whether the region has lost its disk: what its peers had of it may lie above its clock since.
   */
  boolean hasBegunAnew(Region region) {
    return lostNs.containsKey(region);
  }

  private boolean isOfAnEarlierLife(Write write) {
    return lostNs.getOrDefault(write.region, Long.MIN_VALUE) >= write.acknowledgedNs;
  }

  /**
   * Whether a region that is up has the write, or something newer, or a watermark that says that
   * what it had is deleted since. Of a region that began anew a watermark says nothing about its
   * life before.
   */
  private boolean knows(SimulatedRegion region, Write write) {
    if (!isHeldIn(region, write)) {
      return false;
    }
    boolean[] knows = new boolean[1];
    var version = Objects.requireNonNull(write.version);
    ask(
        region,
        write,
        (shard, standing) ->
            knows[0] =
                standing == null
                    ? !isOfAnEarlierLife(write) && shard.watermark(write.region) >= version.hlc()
                    : standing.version().compareTo(version) >= 0);
    return knows[0];
  }

  private static boolean isHeldIn(SimulatedRegion region, Write write) {
    return region.tables().stream()
        .anyMatch(table -> table.holds(write.key) && region.serves(table));
  }

  /** Whether a region that is up shows this very write. */
  private static boolean holds(SimulatedRegion region, Write write) {
    boolean[] holds = new boolean[1];
    ask(
        region,
        write,
        (shard, standing) ->
            holds[0] = standing != null && standing.version().equals(write.version));
    return holds[0];
  }

  /** Looks at what stands under a write's key, in a region that is up. */
  private static void ask(
      SimulatedRegion region, Write write, BiConsumer<Shard, @Nullable Mutation> question) {
    region.ask(write.shard, shard -> question.accept(shard, standing(shard, write.key)));
  }

  /** What stands under a key, tombstones included. */
  static @Nullable Mutation standing(Shard shard, Bytes key) {
    Mutation[] found = new Mutation[1];
    shard.snapshot(
        ItemKey.ofBytes(key.array()).tableId(),
        justBefore(key.array()),
        1,
        each -> {
          if (Arrays.equals(each.key(), key.array())) {
            found[0] = each;
          }
        });
    return found[0];
  }

  /** A key below the given one with no key of an item between them. */
  private static byte[] justBefore(byte[] key) {
    int last = key.length - 1;
    if (key[last] == 0) {
      return Arrays.copyOf(key, last);
    }
    byte[] before = Arrays.copyOf(key, key.length + 64);
    before[last]--;
    Arrays.fill(before, key.length, before.length, (byte) 0xff);
    return before;
  }
}
