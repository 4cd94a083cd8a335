package io.antipode.node.bootstrap.repair;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import io.antipode.node.storage.recovery.ShardInspection;
import io.antipode.node.storage.recovery.ShardKnowledge;
import io.antipode.node.storage.recovery.ShardOptions;
import io.antipode.node.storage.recovery.ShardSalvage;
import io.antipode.node.storage.view.SystemTables;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which writes of a damaged shard no other region has, as far as can be told while all are stopped:
 *
 * <pre>
 *   a table of this region alone            all of it
 *   a table whose other regions lie beside  what this region accepted, and none of them has heard of
 *   the ledger of transactions              all of it: other shards may hold items for what it says
 *   any other table                         nothing: who has heard of a write, and deleted it since,
 *                                           must not get it again
 * </pre>
 *
 * <p>One shard; one thread.
 */
final class OnlyHere implements ShardSalvage.Keep {
  private final Region self;

  /** By id; those of this region alone have none. */
  private final Map<Long, List<Region>> peersOf = new HashMap<>();

  /** Up to which time a region has this one's writes; without those of whom nobody knows. */
  private final Map<Region, Long> heard = new HashMap<>();

  private OnlyHere(Region self) {
    this.self = self;
  }

  /**
   * @param beside other regions whose folders are here
   */
  static OnlyHere of(
      Region self, List<TableDescriptor> tables, List<RegionFolder> beside, int shard)
      throws IOException {
    OnlyHere here = new OnlyHere(self);
    for (TableDescriptor table : tables) {
      if (table.status() != TableStatus.DELETED) {
        here.peersOf.put(table.id(), Replicas.peers(table, self));
      }
    }
    for (RegionFolder each : beside) {
      ShardOptions theirs = each.shard(shard);
      if (!ShardInspection.isGone(each.root(), theirs)
          && ShardInspection.inspect(each.root(), theirs).isEmpty()) {
        here.heard.put(each.region(), ShardKnowledge.watermark(each.root(), theirs, self));
      }
    }
    return here;
  }

  @Override
  public boolean holds(Mutation mutation) {
    if (mutation.tableId() == SystemTables.LEDGER.id()) {
      return true;
    }
    List<Region> peers = peersOf.get(mutation.tableId());
    return peers != null
        && (peers.isEmpty()
            || (mutation.version().region().equals(self)
                && peers.stream().allMatch(peer -> isNewsTo(heard.get(peer), mutation))));
  }

  private static boolean isNewsTo(@Nullable Long heardHlc, Mutation mutation) {
    return heardHlc != null && mutation.version().hlc() > heardHlc;
  }

  @Override
  public boolean keepsDeletions(long tableId) {
    return !peersOf.getOrDefault(tableId, List.of()).isEmpty();
  }
}
