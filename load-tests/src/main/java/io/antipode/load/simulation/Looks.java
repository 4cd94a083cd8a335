package io.antipode.load.simulation;

import io.antipode.load.history.Evidence;
import io.antipode.load.history.History;
import io.antipode.load.simulation.Ledger.Write;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.Shard;
import io.antipode.replication.mutation.Mutation;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What holds of a cluster at any moment, looked at while a run goes on and when it is over, whoever
 * its clients are: consumers of streams see each change once and in order, all views of a shard
 * agree, and what regions say that they have of each other they have. A client can't see that: it
 * would have to stop the shard, and repairs hide it in the end.
 */
final class Looks {
  private static final int EVERY_MS = 150;

  /** At one in so many looks at the streams the tables are looked at in every way. */
  private static final int WHOLE = 4;

  private final World world;
  private final SimulatedCluster cluster;
  private final Ledger ledger;
  private final Separations separations;
  private final Lags lags;
  private int looks;

  Looks(World world, SimulatedCluster cluster, Settings settings) {
    this.world = world;
    this.cluster = cluster;
    ledger = cluster.ledger();
    lags = new Lags(world, ledger, cluster.losses());
    separations = new Separations(world, cluster.regions(), settings.harmlessSeparationMs());
  }

  /** Looks from now on, again and again. */
  void start() {
    cluster.each(SimulatedRegion::followStreams);
    if (++looks % WHOLE == 0) {
      requireAgreement();
      requireWatermarks();
    }
    separations.look();
    world.afterMs(EVERY_MS, this::start);
  }

  private void requireAgreement() {
    List<ItemKey> asked =
        ledger.byKey().values().stream()
            .filter(writes -> !writes.isEmpty())
            .map(writes -> writes.getFirst().item)
            .toList();
    cluster.each(region -> Agreement.require(region, asked));
  }

  private void requireWatermarks() {
    cluster.each(region -> Watermarks.require(region, ledger, cluster.losses()));
    cluster.each(lags::require);
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
    requireWatermarks();
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

  /**
   * A history for checkers of what regions hold in the end: it makes nothing of what no store could
   * have kept.
   *
   * @param found beside the history
   */
  Evidence judged(History history, Evidence found) {
    return new Evidence(
        ledger.judged(history.ops()),
        found.tables(),
        found.indexes(),
        found.streams(),
        found.samples(),
        found.limits(),
        found.epochMsAtZero(),
        late());
  }

  /** Writes that may stand in place of a newer deletion, by their ids. */
  Set<Integer> late() {
    return ledger.byKey().values().stream()
        .flatMap(List::stream)
        .filter(separations::mayComeBack)
        .map((Write write) -> write.id)
        .collect(Collectors.toSet());
  }
}
