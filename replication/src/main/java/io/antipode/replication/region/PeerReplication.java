package io.antipode.replication.region;

import io.antipode.cluster.topology.Region;
import java.util.HashSet;
import java.util.Set;

/**
 * One shard and one peer: the sender, its transfers, the receiver and the comparison, and which
 * frame goes to which. Confined to the shard's loop.
 */
final class PeerReplication {
  /** Comparisons after which what one side lacked is there: found, looked at again, repaired. */
  private static final int ROUNDS_TO_SETTLE = 4;

  private final ShardContext context;
  private final Region peer;
  private final Transfers transfers;
  private final Sender sender;
  private final Receiver receiver;
  private final Comparison comparison;
  private final Rejoin rejoin;

  /** Tables of which the peer has said, in the session at hand, that it has them whole. */
  private final Set<Long> holds = new HashSet<>();

  /** Ticks since the session began, or since a long silence in it ended. */
  private long ticksConnected;

  private int silentTicks;

  PeerReplication(ShardContext context, Region peer, Rejoin rejoin) {
    this.context = context;
    this.peer = peer;
    this.rejoin = rejoin;
    transfers = new Transfers(context, peer, rejoin);
    sender = new Sender(context, peer, transfers);
    receiver = new Receiver(context, peer, rejoin, sender::findsPeerCurrent);
    comparison = new Comparison(context, peer, transfers);
  }

  void up() {
    down();
    rejoin.up(peer);
    sender.probe();
  }

  void down() {
    rejoin.down(peer);
    transfers.down();
    comparison.reset();
    receiver.reset();
    sender.down();
    holds.clear();
    ticksConnected = 0;
    silentTicks = 0;
  }

  void onFrame(Frame frame) {
    silentTicks = 0;
    switch (frame) {
      case Frame.Probe probe -> receiver.onProbe(probe);
      case Frame.Position position -> {
        if (sender.awaits(position)) {
          transfers.up(position.incarnation());
          sender.onPosition(position);
        }
      }
      case Frame.Restart restart -> receiver.onRestart(restart);
      case Frame.Batch batch -> {
        if (rejoin.cleared(peer)) {
          transfers.planSeeds();
        }
        receiver.onBatch(batch);
        if (!batch.mutations().isEmpty()) {
          sender.touch();
        }
      }
      case Frame.Ack ack -> sender.onAck(ack);
      case Frame.Page page -> receiver.onPage(page);
      case Frame.PageAck ack -> transfers.onPageAck(ack);
      case Frame.ReseedBegin begin -> receiver.onReseedBegin(begin);
      case Frame.ReseedEnd end -> receiver.onReseedEnd(end);
      case Frame.DigestAsk ask -> comparison.onAsk(ask);
      case Frame.DigestAnswer answer -> {
        holds.add(answer.tableId());
        comparison.onAnswer(answer);
      }
      case Frame.Buckets buckets -> comparison.onBuckets(buckets);
      case Frame.BucketsDiffer differ -> comparison.onDiffer(differ);
      case Frame.Control control ->
          throw new IllegalStateException("control frame of " + control.payload().length);
    }
  }

  void onCatalog() {
    transfers.planSeeds();
    sender.onCatalog();
  }

  void onCommitted() {
    sender.onCommitted();
  }

  void compareNow() {
    if (maySpread()) {
      comparison.compareAll();
    }
  }

  /** Both sides find each other recent enough, so that what one lacks may be news to it. */
  private boolean maySpread() {
    return rejoin.isCurrent() && rejoin.isClearedBy(peer) && sender.findsPeerCurrent();
  }

  void tick(long tick) {
    ticksConnected = ++silentTicks > context.options().stallTicks() ? 0 : ticksConnected + 1;
    sender.tick(tick);
    if (maySpread()) {
      comparison.tick(tick, sender.idle());
    }
  }

  /**
   * Whether the peer has said, in the session at hand, that own writes up to this time are durable
   * there: of what it had before, its disk may have lost something since.
   */
  boolean has(long hlc) {
    return sender.findsPeerCurrent() && sender.ackedHlc() >= hlc;
  }

  /**
   * Whether the peer has said, in the session at hand, that it has the table whole: one that lost
   * it drops what it gets of it until its seed comes. Asks where it has not.
   */
  boolean holds(long tableId) {
    if (holds.contains(tableId)) {
      return true;
    }
    comparison.ask(tableId);
    return false;
  }

  /**
   * Away, or heard for so long that comparisons have brought to each side the deletions of a third
   * region that only the other one had heard of.
   */
  boolean isSettled() {
    ReplicationOptions options = context.options();
    return sender.state() == SenderState.DOWN
        || !options.compares()
        || ticksConnected
            >= ROUNDS_TO_SETTLE * (long) Math.max(options.compareTicks(), options.idleTicks());
  }

  /** Up to when either of the two has what the other wrote; no bound while the peer is away. */
  long exchangedHlc() {
    Region self = context.self();
    return sender.state() == SenderState.DOWN
        ? Long.MAX_VALUE
        : Math.min(context.matrix().appliedBy(peer, self), context.matrix().appliedBy(self, peer));
  }

  long ackedHlc() {
    return sender.ackedHlc();
  }

  ReplicationStatus.PeerStatus status() {
    return new ReplicationStatus.PeerStatus(
        peer,
        sender.state(),
        sender.lagMs(),
        sender.ackedHlc(),
        context.shard().watermark(peer),
        sender.inFlightBytes(),
        transfers.pendingSeeds());
  }
}
