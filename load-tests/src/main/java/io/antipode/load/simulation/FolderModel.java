package io.antipode.load.simulation;

import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Decimal;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.ItemShard;
import io.antipode.node.storage.ItemShard.Decision;
import io.antipode.node.storage.ItemShard.WriteRefusal;
import io.antipode.replication.clock.LoweredTimes;
import io.antipode.replication.clock.Version;
import io.antipode.replication.mutation.Mutation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What clients of {@link FolderRegion}s wrote, and what they were told of it. */
final class FolderModel {
  private static final int KEYS = 14;
  private static final int MAX_PADDING = 160;

  /** Larger than what lies beside its key in a map. */
  private static final int LARGE_PADDING = 9 << 10;

  /** A write that was acknowledged. */
  record Written(Region region, ShardId shard, Version version, byte @Nullable [] image) {
    Written with(LoweredTimes times) {
      return new Written(
          region, shard, new Version(times.of(version.hlc()), version.region()), image);
    }
  }

  /** What stands under a key. */
  interface Standing {
    @Nullable Mutation of(SimulatedTable table, Bytes key);
  }

  /** Whether an acknowledged write may be missing. */
  interface Excuse {
    boolean holds(SimulatedTable table, Written written);
  }

  private final SplittableRandom random;
  private final boolean large;
  private final Map<SimulatedTable, SortedMap<Bytes, List<Written>>> written =
      new TreeMap<>(java.util.Comparator.comparingLong(SimulatedTable::id));
  private final Set<String> versions = new HashSet<>();
  private long numbers;
  private long acknowledged;

  /**
   * @param large whether some items are
   */
  FolderModel(SplittableRandom random, boolean large) {
    this.random = random;
    this.large = large;
  }

  long acknowledged() {
    return acknowledged;
  }

  /** Writes something to a region, if its shard takes writes. */
  void writeTo(FolderRegion region, SimulatedTable table) {
    ItemKey key =
        ItemKey.of(
            table.keys(),
            new AttributeValue.S("p" + random.nextInt(KEYS)),
            new AttributeValue.N(Decimal.ofLong(0)));
    byte[] image = random.nextInt(4) == 0 ? null : image(key);
    ShardId shard = region.node().shards().shardOf(key);
    region.ask(
        shard,
        to ->
            to.write(
                key,
                current ->
                    image == null
                        ? current == null ? Decision.Nothing.INSTANCE : Decision.Delete.INSTANCE
                        : new Decision.Put(Item.ofBytes(image)),
                new ItemShard.WriteCallback() {
                  @Override
                  public void committed(
                      @Nullable Version version, @Nullable Item before, @Nullable Item after) {
                    if (version != null) {
                      acknowledged(table, key, new Written(region.region(), shard, version, image));
                    }
                  }

                  @Override
                  public void refused(WriteRefusal refusal) {}

                  @Override
                  public void unknown() {}
                }));
  }

  private int padding() {
    return large && random.nextInt(20) == 0 ? LARGE_PADDING : random.nextInt(MAX_PADDING);
  }

  private byte[] image(ItemKey key) {
    return Item.of(
            Map.of(
                "pk",
                key.partitionKey(),
                "sk",
                Objects.requireNonNull(key.sortKey()),
                "n",
                new AttributeValue.N(Decimal.ofLong(++numbers)),
                "pad",
                new AttributeValue.S("x".repeat(padding()))))
        .bytes();
  }

  private void acknowledged(SimulatedTable table, ItemKey key, Written write) {
    acknowledged++;
    if (!versions.add(write.shard + " " + write.version)) {
      throw new Violation(
          "unique versions: " + write.version + " was given twice in " + write.shard);
    }
    written
        .computeIfAbsent(table, any -> new TreeMap<>())
        .computeIfAbsent(new Bytes(key.bytes()), any -> new ArrayList<>())
        .add(write);
  }

  /**
   * The first acknowledged write that neither stands nor is beaten by what stands; null for none.
   *
   * @param region whose clients were told; null for all regions
   */
  @Nullable String missing(
      SimulatedTable table, @Nullable Region region, Standing standing, Excuse excuse) {
    for (Map.Entry<Bytes, List<Written>> entry :
        written.getOrDefault(table, new TreeMap<>()).entrySet()) {
      Mutation found = standing.of(table, entry.getKey());
      for (Written write : entry.getValue()) {
        boolean asked = region == null || region.equals(write.region);
        if (asked && isMissing(table, write, found) && !excuse.holds(table, write)) {
          return "%s of %s in %s: %s stands"
              .formatted(
                  write.version,
                  table.name(),
                  write.shard,
                  found == null ? "nothing" : found.version());
        }
      }
    }
    return null;
  }

  /** A shard's writes have other times from now on. */
  void lower(int shard, LoweredTimes times) {
    written
        .values()
        .forEach(
            byKey ->
                byKey
                    .values()
                    .forEach(
                        writes ->
                            writes.replaceAll(
                                write ->
                                    write.shard.number() == shard ? write.with(times) : write)));
    versions.clear(); // None of those that were given up was ever seen elsewhere.
    written.values().stream()
        .flatMap(byKey -> byKey.values().stream())
        .flatMap(List::stream)
        .forEach(write -> versions.add(write.shard + " " + write.version));
  }

  /** Whether a write stands under its key, or something that beats it. */
  boolean stands(SimulatedTable table, Written write, Standing standing) {
    return written.getOrDefault(table, new TreeMap<>()).entrySet().stream()
        .filter(entry -> entry.getValue().contains(write))
        .map(entry -> standing.of(table, entry.getKey()))
        .anyMatch(found -> found != null && !write.version.beats(found.version()));
  }

  /** A table of one region keeps no tombstones: there a deletion leaves nothing. */
  private boolean isMissing(SimulatedTable table, Written write, @Nullable Mutation found) {
    if (found == null) {
      return write.image != null && isNewest(table, write);
    }
    int order = write.version.compareTo(found.version());
    return order > 0 || (order == 0 && !Arrays.equals(write.image, found.newImage()));
  }

  /** Whether no later write of the item was acknowledged. */
  private boolean isNewest(SimulatedTable table, Written write) {
    return written.getOrDefault(table, new TreeMap<>()).values().stream()
        .filter(writes -> writes.contains(write))
        .flatMap(List::stream)
        .noneMatch(other -> other.version.beats(write.version));
  }
}
