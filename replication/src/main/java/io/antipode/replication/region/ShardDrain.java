package io.antipode.replication.region;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Watches one shard drain: a table that leaves this region may go once every replica that stays has
 * all of its own writes. One that is disassociated goes on taking writes and becomes a table of its
 * own once every replica that stays has what was accepted here before that was asked for, and this
 * region what was accepted there. Confined to the shard's loop.
 *
 * <p>The last write is known once those in flight have been committed: nothing is accepted after
 * the catalog has said that the table is DELETING. A replica that is still being created is waited
 * for until it is whole, and each has to say that it holds the table (it may have lost it, and not
 * be known to be created anew), since what was skipped before it came reaches it by its seed alone.
 */
final class ShardDrain {
  /** One leave of a table: it may come back and leave again. */
  private record Leave(long tableId, long version) {}

  private final ShardContext context;
  private final Map<Region, PeerReplication> peers;

  /**
   * What is waited for.
   *
   * @param ours no own write that the others must have exceeds this time
   * @param theirs all that they accepted up to this time must be here
   */
  private record Goal(long ours, long theirs) {
    /** What comes before the last write is known. */
    static final Goal UNKNOWN = new Goal(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  private final Map<Leave, Goal> goals = new HashMap<>();

  ShardDrain(ShardContext context, Map<Region, PeerReplication> peers) {
    this.context = context;
    this.peers = peers;
  }

  void tick() {
    CatalogView view = context.catalog().get();
    if (view == null) {
      return;
    }
    Set<Leave> leaves = new HashSet<>();
    for (TableDescriptor table : view.all()) {
      ReplicaDescriptor own = table.replicas().get(context.self());
      if (own != null
          && (table.status() == TableStatus.DELETING || table.isPartingIn(context.self()))) {
        Leave leave = new Leave(table.id(), own.version());
        leaves.add(leave);
        look(table, leave);
      }
    }
    goals.keySet().retainAll(leaves);
  }

  private void look(TableDescriptor table, Leave leave) {
    Goal goal = goals.putIfAbsent(leave, Goal.UNKNOWN);
    if (goal == null) {
      boolean stays = table.isPartingIn(context.self());
      // The shard was told of this catalog before replication was: by then it refuses writes, but
      // where the table stays.
      context.loop().execute(() -> context.shard().afterCommit(() -> closed(leave, stays)));
    } else {
      boolean drained = true;
      for (ReplicaDescriptor replica : table.replicas().values()) {
        drained &= isServed(table, replica, goal); // Each is asked, not the first one alone.
      }
      context.drains().report(table, context.shardNumber(), drained);
    }
  }

  private void closed(Leave leave, boolean stays) {
    // Nothing that any region has accepted by now lies beyond what is not from the future.
    long theirs = stays ? context.shard().readClock().horizon() : 0;
    goals.replace(leave, new Goal(context.shard().watermark(context.self()), theirs));
  }

  /** Whether the replica has all that it is to get from here, and this region all of its own. */
  private boolean isServed(TableDescriptor table, ReplicaDescriptor replica, Goal goal) {
    if (replica.region().equals(context.self()) || !replica.stays()) {
      return true;
    }
    PeerReplication peer = peers.get(replica.region());
    return replica.status() != ReplicaDescriptor.Status.CREATING
        && peer != null
        && peer.has(goal.ours())
        && context.shard().watermark(replica.region()) >= goal.theirs()
        && peer.holds(table.id());
  }
}
