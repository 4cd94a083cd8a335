package io.antipode.replication.region;

import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import io.antipode.replication.loop.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One shard and all its peers. Confined to the shard's loop, but for {@link #status}. */
final class ShardReplication {
  private static final String LISTENER_NAME = "replication";

  private final ShardContext context;
  private final SortedMap<Region, PeerReplication> peers = new TreeMap<>();
  private final Map<Long, Long> collectedBelow = new HashMap<>();
  private final Rejoin rejoin;
  private final ShardDrain drain;
  private long reachedHlc;
  private long ticks;
  private EventLoop.@Nullable Timer timer;
  private boolean closed;

  /** Published for {@link #status}. */
  private volatile ReplicationStatus.ShardStatus status;

  ShardReplication(ShardContext context) {
    this.context = context;
    rejoin = new Rejoin(context, this::onCatalog);
    for (Region peer : context.peers()) {
      peers.put(peer, new PeerReplication(context, peer, rejoin));
    }
    drain = new ShardDrain(context, peers);
    status = new ReplicationStatus.ShardStatus(context.shardNumber(), 0, List.of());
  }

  /** Starts ticking and listening to the shard. */
  void start() {
    context.shard().useKnowledge(context.matrix());
    context.shard().onCommitted(LISTENER_NAME, this::onCommitted);
    schedule();
  }

  void close() {
    closed = true;
    peers.values().forEach(PeerReplication::down);
    if (timer != null) {
      timer.cancel();
    }
  }

  private void onCommitted() {
    if (!closed) {
      peers.values().forEach(PeerReplication::onCommitted);
    }
  }

  void up(Region peer) {
    PeerReplication replication = peers.get(peer);
    if (replication != null && !closed) {
      replication.up();
    }
  }

  void down(Region peer) {
    PeerReplication replication = peers.get(peer);
    if (replication != null && !closed) {
      replication.down();
    }
  }

  void onFrame(Region peer, Frame frame) {
    PeerReplication replication = peers.get(peer);
    if (replication != null && !closed) {
      replication.onFrame(frame);
    }
  }

  void onCatalog() {
    if (!closed) {
      peers.values().forEach(PeerReplication::onCatalog);
    }
  }

  void compareNow() {
    if (!closed) {
      peers.values().forEach(PeerReplication::compareNow);
    }
  }

  private void schedule() {
    timer = context.loop().schedule(context.options().tickMs(), this::tick);
  }

  private void tick() {
    if (closed) {
      return;
    }
    ticks++;
    rejoin.tick();
    peers.values().forEach(peer -> peer.tick(ticks));
    if (ticks % context.options().collectTicks() == 0) {
      collectTombstones();
    }
    tellReached();
    drain.tick();
    status = look();
    schedule();
  }

  private void tellReached() {
    long reached = Long.MAX_VALUE;
    for (PeerReplication peer : peers.values()) {
      reached = Math.min(reached, peer.ackedHlc());
    }
    if (!peers.isEmpty() && reached != reachedHlc) {
      reachedHlc = reached;
      context.shard().peersReached(reached);
    }
  }

  /**
   * Lets the shard forget the tombstones that every region of their table has seen, and those
   * beyond retention: who is away gets a complete copy when it comes back, and who has come back
   * has had time to be compared. For who is connected there is no such copy, so a link that is slow
   * is waited for, however long.
   *
   * <p>Nothing is forgotten until those who are connected have been compared: a region that lost
   * its disk, or the last of its log, tells its peers that they have all that it wrote, and a
   * deletion may be in that all which only a third region has heard of. None goes while a copy may
   * not be whole either, and a replica may be told to leave before it is.
   */
  private void collectTombstones() {
    if (!rejoin.isCurrent() || !peers.values().stream().allMatch(PeerReplication::isSettled)) {
      return;
    }
    long nowMs = context.time().epochMs();
    long newest = Version.atMs(Math.max(0, nowMs - context.options().tombstoneGraceMs()));
    long beyond = Version.atMs(Math.max(0, nowMs - context.options().retentionMs()));
    List<TableDescriptor> tables = context.tables(t -> t.replicatesTo(context.self()));
    Map<Long, Long> before = new HashMap<>(collectedBelow);
    collectedBelow.clear();
    for (TableDescriptor table : tables) {
      List<Region> regions = new ArrayList<>();
      boolean allWhole = true;
      long exchanged = Long.MAX_VALUE;
      for (ReplicaDescriptor replica : table.replicas().values()) {
        if (replica.isMember()) {
          regions.add(replica.region());
          allWhole &= isWhole(replica);
          exchanged = Math.min(exchanged, exchangedHlc(replica.region()));
        }
      }
      long old = before.getOrDefault(table.id(), 0L);
      long seenByAll = allWhole ? context.matrix().minimum(regions) : 0;
      long below = Math.min(newest, Math.max(seenByAll, Math.min(beyond, exchanged)));
      if (below > old) {
        context.shard().collectTombstones(table.id(), below);
      }
      collectedBelow.put(table.id(), Math.max(below, old));
    }
  }

  private long exchangedHlc(Region region) {
    PeerReplication peer = peers.get(region);
    return peer == null ? Long.MAX_VALUE : peer.exchangedHlc();
  }

  private static boolean isWhole(ReplicaDescriptor replica) {
    return switch (replica.status()) {
      case ACTIVE, UPDATING, CREATION_FAILED, GONE -> true;
      case CREATING, DELETING -> false;
    };
  }

  /** How it stands at this moment; on the loop. */
  ReplicationStatus.ShardStatus look() {
    List<Region> all = new ArrayList<>(context.peers());
    all.add(context.self());
    return new ReplicationStatus.ShardStatus(
        context.shardNumber(),
        context.matrix().minimum(all),
        peers.values().stream().map(PeerReplication::status).toList());
  }

  /** As of the last tick; any thread. */
  ReplicationStatus.ShardStatus status() {
    return status;
  }
}
