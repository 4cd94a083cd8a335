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
 * all of its own writes. Confined to the shard's loop.
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

  /** A time that no own write of the table exceeds; {@link Long#MAX_VALUE} until it is known. */
  private final Map<Leave, Long> lastWrites = new HashMap<>();

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
      if (own != null && table.status() == TableStatus.DELETING) {
        Leave leave = new Leave(table.id(), own.version());
        leaves.add(leave);
        look(table, leave);
      }
    }
    lastWrites.keySet().retainAll(leaves);
  }

  private void look(TableDescriptor table, Leave leave) {
    Long lastWrite = lastWrites.putIfAbsent(leave, Long.MAX_VALUE);
    if (lastWrite == null) {
      // The shard was told of this catalog before replication was: by then it refuses writes.
      context.loop().execute(() -> context.shard().afterCommit(() -> closed(leave)));
    } else {
      boolean drained = true;
      for (ReplicaDescriptor replica : table.replicas().values()) {
        drained &= isServed(table, replica, lastWrite); // Each is asked, not the first one alone.
      }
      context.drains().report(table, context.shardNumber(), drained);
    }
  }

  private void closed(Leave leave) {
    lastWrites.replace(leave, context.shard().watermark(context.self()));
  }

  /** Whether the replica has all that it is to get from here. */
  private boolean isServed(TableDescriptor table, ReplicaDescriptor replica, long lastWrite) {
    if (replica.region().equals(context.self()) || !replica.stays()) {
      return true;
    }
    PeerReplication peer = peers.get(replica.region());
    return replica.status() != ReplicaDescriptor.Status.CREATING
        && peer != null
        && peer.has(lastWrite)
        && peer.holds(table.id());
  }
}
