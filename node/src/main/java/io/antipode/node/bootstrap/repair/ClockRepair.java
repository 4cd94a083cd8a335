package io.antipode.node.bootstrap.repair;

import io.antipode.cluster.hazelcast.HazelcastMetadata;
import io.antipode.cluster.placement.Placement;
import io.antipode.cluster.topology.Region;
import io.antipode.node.storage.recovery.ShardInspection;
import io.antipode.node.storage.recovery.ShardOptions;
import io.antipode.node.storage.recovery.ShardTimes;
import io.antipode.replication.clock.LoweredTimes;
import io.antipode.replication.clock.Version;
import io.antipode.replication.journal.JournalRecovery;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The way out for regions whose clock was ahead and has been corrected. What they wrote meanwhile
 * lies ahead of now, so peers hold it back until its time comes, with all that is written after it.
 * Here their shards are written anew with times that lie a minute ahead of now at most, in the
 * order that they had. What no peer has taken it doesn't miss; peers get it under its new times.
 *
 * <pre>
 *   shards/shard-N           read
 *   shards/shard-N.lowered   written, whole and durable
 *   shards/shard-N           set aside; the other gets its name
 * </pre>
 *
 * <p>Regions that were ahead together, and have taken each other's writes, must be mended together,
 * for a write has one version everywhere.
 *
 * <p>Used by one thread, on folders that are locked.
 */
public final class ClockRepair {
  /**
   * Times up to so far ahead of now stay as they are: whatever the drift bound of a peer is (a
   * minute at most), it may have taken one of those, and a watermark that it knows may be one.
   */
  public static final long LIMIT_MS = 60_000;

  /** What has been lowered lies above the limit by less than this, which is 655 million writes. */
  private static final long ROOM_MS = 10_000;

  private static final String LOWERED = ".lowered";

  private final List<RegionFolder> folders;
  private final long limitHlc;
  private final long nowMs;
  private final PrintWriter out;

  /**
   * @param folders of regions that are mended together
   * @param nowMs what the clock says, which must be right by now
   */
  public ClockRepair(List<RegionFolder> folders, long nowMs, PrintWriter out) {
    this.folders = List.copyOf(folders);
    this.nowMs = nowMs;
    this.limitHlc = Version.atMs(nowMs + LIMIT_MS);
    this.out = out;
  }

  /** A shard that has to be written anew. */
  private record Due(RegionFolder folder, ShardOptions shard, ShardTimes times) {}

  /** What lies ahead in a region, over its shards. */
  private record Sum(long greatestHlc, Map<Region, Long> writes) {
    Sum(ShardTimes.Beyond beyond) {
      this(beyond.greatestHlc(), beyond.writes());
    }

    Sum plus(Sum other) {
      Map<Region, Long> both = new TreeMap<>(writes);
      other.writes.forEach((origin, count) -> both.merge(origin, count, Long::sum));
      return new Sum(Math.max(greatestHlc, other.greatestHlc), both);
    }
  }

  /**
   * @param act whether to mend, or only to say
   * @return whether no time that lies ahead is left
   */
  public boolean run(boolean act) throws IOException {
    return run(act, (shard, times) -> {});
  }

  /** Hears which times become which. */
  public interface Listener {
    /**
     * @param shard number of it
     */
    void lowers(int shard, LoweredTimes times);
  }

  /** The same, for those who have noted times themselves. */
  public boolean run(boolean act, Listener listener) throws IOException {
    out.println("now is " + Instant.ofEpochMilli(nowMs) + " by this machine's clock");
    int shards = 0;
    for (RegionFolder folder : folders) {
      int count = shardCount(folder);
      shards = Math.max(shards, count);
      for (int number = 0; number < count; number++) {
        finish(folder, folder.shard(number), act);
      }
      JournalRecovery.recover(folder.shards());
      if (!isWhole(folder, count)) {
        return false;
      }
    }
    Map<Region, Sum> sums = new TreeMap<>();
    List<List<Due>> due = new ArrayList<>();
    List<LoweredTimes> times = new ArrayList<>();
    for (int number = 0; number < shards; number++) {
      LoweredTimes.Gathering gathering = new LoweredTimes.Gathering(limitHlc);
      due.add(look(number, gathering, sums));
      times.add(gathering.done());
    }
    boolean nothing = due.stream().allMatch(List::isEmpty);
    if (nothing) {
      out.println("no time lies more than " + (LIMIT_MS + ROOM_MS) / 1_000 + " s ahead of it");
      return true;
    }
    if (!tell(sums)) {
      return false;
    }
    if (!act) {
      out.println("to be lowered, in the order that they have, with --clock --yes");
      return false;
    }
    for (int number = 0; number < shards; number++) {
      LoweredTimes lowered = times.get(number);
      listener.lowers(number, lowered);
      for (Due each : due.get(number)) {
        lower(each, lowered);
      }
    }
    return true;
  }

  private static int shardCount(RegionFolder folder) throws IOException {
    try (HazelcastMetadata metadata = folder.openMetadata()) {
      Placement placement = metadata.placement();
      return placement == null ? 0 : placement.shardCount();
    }
  }

  private boolean isWhole(RegionFolder folder, int shardCount) throws IOException {
    for (int number = 0; number < shardCount; number++) {
      if (!ShardInspection.inspect(folder.root(), folder.shard(number)).isEmpty()) {
        out.println(folder.region() + ": something is damaged: see repair without --clock first");
        return false;
      }
    }
    return true;
  }

  /** Ends what an earlier repair began, or clears it away. */
  private void finish(RegionFolder folder, ShardOptions shard, boolean act) throws IOException {
    String written = shard.folder() + LOWERED;
    if (!act || !folder.root().exists(written)) {
      return;
    }
    if (folder.root().exists(shard.folder())) {
      folder.root().delete(written);
    } else {
      folder.root().rename(written, shard.folder());
    }
    folder.root().syncFolder("shards");
  }

  /** A shard of one number is one to all regions: where one of them is due, all are. */
  private List<Due> look(int number, LoweredTimes.Gathering into, Map<Region, Sum> sums)
      throws IOException {
    List<Due> due = new ArrayList<>();
    Map<Region, Sum> found = new TreeMap<>();
    long greatestHlc = 0;
    for (RegionFolder folder : folders) {
      ShardOptions shard = folder.shard(number);
      if (!ShardInspection.isGone(folder.root(), shard)) {
        ShardTimes times = ShardTimes.of(folder.root(), shard);
        ShardTimes.Beyond beyond = times.beyond(limitHlc, into);
        if (beyond.greatestHlc() > 0) {
          due.add(new Due(folder, shard, times));
          found.put(folder.region(), new Sum(beyond));
          greatestHlc = Math.max(greatestHlc, beyond.greatestHlc());
        }
      }
    }
    if (greatestHlc <= limitHlc + Version.atMs(ROOM_MS)) {
      return List.of();
    }
    found.forEach((region, sum) -> sums.merge(region, sum, Sum::plus));
    return due;
  }

  /** Says what lies ahead; returns whether it can be lowered. */
  private boolean tell(Map<Region, Sum> sums) {
    Set<Region> here = folders.stream().map(RegionFolder::region).collect(Collectors.toSet());
    Set<Region> elsewhere = new TreeSet<>();
    sums.forEach(
        (region, sum) -> {
          long aheadMs = Version.epochMs(sum.greatestHlc) - nowMs;
          out.println(
              region + ": its clock has been ahead by " + Duration.ofSeconds(aheadMs / 1_000));
          sum.writes.forEach(
              (origin, count) ->
                  out.println(
                      "  %d writes of %s lie ahead; peers hold them back until then"
                          .formatted(count, origin)));
          elsewhere.addAll(sum.writes.keySet());
        });
    elsewhere.removeAll(here);
    if (!elsewhere.isEmpty()) {
      out.println(
          "  those of "
              + elsewhere
              + " have been taken from there, so they can be lowered only together with it: stop"
              + " it, bring its folder here as one named by its region, beside this one, and run"
              + " this on both");
    }
    return elsewhere.isEmpty();
  }

  private void lower(Due due, LoweredTimes times) throws IOException {
    RegionFolder folder = due.folder;
    String shard = due.shard.folder();
    String written = shard + LOWERED;
    due.times.write(written, times);
    folder.root().syncFolder("shards");
    String aside = folder.setAside(shard);
    folder.root().rename(written, shard);
    folder.root().syncFolder("shards");
    out.println("  " + folder.region() + ": " + shard + " is lowered; as it was: " + aside);
  }
}
