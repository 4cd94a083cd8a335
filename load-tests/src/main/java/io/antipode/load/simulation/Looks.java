package io.antipode.load.simulation;

import io.antipode.node.item.Bytes;
import io.antipode.node.storage.Shard;
import io.antipode.replication.mutation.Mutation;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What holds of a cluster at any moment, looked at while a run goes on and when it is over, whoever
 * its clients are: consumers of streams see each change once and in order, and all views of a shard
 * agree. A client can't see that: it would have to stop the shard, and repairs hide it in the end.
 */
final class Looks {
  private static final int EVERY_MS = 150;

  /** At one in so many looks at the streams the tables are looked at in every way. */
  private static final int WHOLE = 4;

  private final World world;
  private final SimulatedCluster cluster;
  private final Supplier<Collection<Bytes>> asked;
  private int looks;

  /**
   * @param asked keys that clients have written, deleted ones too, as far as they are known
   */
  Looks(World world, SimulatedCluster cluster, Supplier<Collection<Bytes>> asked) {
    this.world = world;
    this.cluster = cluster;
    this.asked = asked;
  }

  /**
   * Looks from now on, again and again.
   *
   * @param more looked at each time as well
   * @param moreOfWhole looked at where the tables are
   */
  void start(Runnable more, Runnable moreOfWhole) {
    cluster.each(SimulatedRegion::followStreams);
    if (++looks % WHOLE == 0) {
      requireAgreement();
      moreOfWhole.run();
    }
    more.run();
    world.afterMs(EVERY_MS, () -> start(more, moreOfWhole));
  }

  private void requireAgreement() {
    Collection<Bytes> keys = asked.get();
    cluster.each(region -> Agreement.require(region, keys));
  }

  /**
   * The last look, when nobody writes any more: follows the streams to their ends and looks at
   * everything.
   *
   * @return false where reading came upon damage, so that a region is replaced once more: when it
   *     is whole again, all of this has to be looked at anew
   */
  boolean last() {
    cluster.each(SimulatedRegion::followStreams);
    if (!cluster.isComplete()) {
      return false;
    }
    requireAgreement();
    for (SimulatedRegion region : cluster.regions()) {
      region.eachShard(
          shard -> region.follower(shard.id()).requireEqual(shard, items(region, shard)));
      // Reading pages lets time pass, in which a sender may come upon damage.
      StreamPages.require(world, region);
    }
    return cluster.isComplete();
  }

  private static SortedMap<Bytes, Mutation> items(SimulatedRegion region, Shard shard) {
    SortedMap<Bytes, Mutation> items = new TreeMap<>();
    for (SimulatedTable table : region.tables()) {
      table.eachIn(
          shard,
          each -> {
            if (!each.isTombstone()) {
              items.put(new Bytes(each.key()), each);
            }
          });
    }
    return items;
  }
}
