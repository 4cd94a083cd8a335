package io.antipode.replication.region;

import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.region.Frame.Purpose;
import io.antipode.replication.region.Frame.Verdict;
import io.antipode.replication.region.ReplicatedShard.ApplyOutcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what one peer sends for one shard. A batch is taken if it starts at or before what is
 * already here; what it repeats is skipped; the first mutation that can't be taken yet holds back
 * everything after it in the stream: that is as far ahead. In pages it is left out alone. No time
 * that the peer tells is believed beyond this shard's horizon, or one wrong clock would hide its
 * region's writes for good. Nothing is acknowledged before it is durable. Confined to the shard's
 * loop.
 */
final class Receiver {
  private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

  /** Pages wait for items that are ahead by no more. */
  private static final long PAGES_WAIT_MS = 60_000;

  private final ShardContext context;
  private final Region peer;
  private final Rejoin rejoin;
  private final BooleanSupplier peerIsCurrent;

  /** Merged up to here; ahead of the shard's watermark by what is not durable yet. */
  private long mergedHlc;

  private long transferId;

  /**
   * A page that is here.
   *
   * @param due whether the table's replica that it is for was known when it came: what was dropped
   *     on its way before it is in a page that comes later
   */
  private record Arrived(Frame.Page page, boolean due) {}

  /** Pages that are here and whose turn it is not yet; the first one is being worked on. */
  private final Deque<Arrived> pages = new ArrayDeque<>();

  private int nextPage;

  /** The complete copy at hand. */
  private Frame.@Nullable ReseedBegin copy;

  /** The greatest floor of the transfer's pages. */
  private long floor;

  /** The least time of an item that was left out of the complete copy: it is from the future. */
  private long aheadHlc = Long.MAX_VALUE;

  /**
   * @param peerIsCurrent whether the peer is known to have heard of all deletions that are
   *     forgotten here
   */
  Receiver(ShardContext context, Region peer, Rejoin rejoin, BooleanSupplier peerIsCurrent) {
    this.context = context;
    this.peer = peer;
    this.rejoin = rejoin;
    this.peerIsCurrent = peerIsCurrent;
    mergedHlc = context.shard().watermark(peer);
  }

  /** The session began or ended: transfers of the one before are over. */
  void reset() {
    begin(0);
    copy = null;
    floor = 0;
    aheadHlc = Long.MAX_VALUE;
  }

  private void begin(long newTransferId) {
    transferId = newTransferId;
    nextPage = 0;
    pages.clear();
  }

  /**
   * Answers once what came before is durable, so that the end of a reseed counts: its watermarks
   * are logged when the first of the two waits is over.
   */
  void onProbe(Frame.Probe probe) {
    if (!rejoin.answers(peer)) {
      return;
    }
    ReplicatedShard shard = context.shard();
    shard.afterCommit(() -> shard.afterCommit(() -> tellPosition(probe.round())));
  }

  private void tellPosition(int round) {
    context.send(
        peer,
        new Frame.Position(
            context.shardNumber(), round, context.incarnation(), context.appliedWithOwn()));
  }

  /** The peer's log began anew: what is known of the one before counts no more. */
  void onRestart(Frame.Restart restart) {
    ReplicatedShard shard = context.shard();
    if (restart.fromHlc() < shard.watermark(peer)) {
      LOG.warn(
          "{}: {} starts over at {}, was at {}",
          shard.id(),
          peer,
          restart.fromHlc(),
          shard.watermark(peer));
      shard.restartWatermark(peer, restart.fromHlc());
    }
    shard.afterCommit(
        () -> {
          mergedHlc = shard.watermark(peer);
          shard.afterCommit(() -> tellPosition(restart.round()));
        });
  }

  void onBatch(Frame.Batch batch) {
    context.matrix().heard(peer, believed(batch));
    // A complete copy from another region may have brought this peer's writes along.
    mergedHlc = Math.max(mergedHlc, context.shard().watermark(peer));
    if (batch.fromHlc() > mergedHlc) {
      ack(batch.round(), Verdict.GAP);
      return;
    }
    Verdict verdict = Verdict.TAKEN;
    long now = context.time().epochMs();
    for (Mutation mutation : batch.mutations()) {
      long hlc = mutation.version().hlc();
      if (hlc <= mergedHlc) {
        continue;
      }
      verdict = merge(mutation, now);
      if (!verdict.held() && bounded(hlc) < hlc) {
        verdict = fromTheFuture(); // Passed over, it would raise the watermark all the same.
      }
      if (verdict.held()) {
        break;
      }
      mergedHlc = hlc;
    }
    if (!verdict.held()) {
      mergedHlc = Math.max(mergedHlc, bounded(batch.toHlc()));
      verdict = mergedHlc < batch.toHlc() ? fromTheFuture() : Verdict.TAKEN;
    }
    long reached = mergedHlc;
    Verdict told = verdict;
    context
        .shard()
        .afterCommit(
            () -> {
              if (reached > context.shard().watermark(peer)) {
                context.shard().advanceWatermark(peer, reached);
                context.shard().afterCommit(() -> ack(batch.round(), told));
              } else {
                ack(batch.round(), told);
              }
            });
  }

  /** A time that the peer tells, as far as it is not from the future. */
  private long bounded(long hlc) {
    return Math.min(hlc, context.shard().readClock().horizon());
  }

  /** What the peer says that it has, its own writes included. */
  private Map<Region, Long> believed(Frame.Batch batch) {
    Map<Region, Long> applied = new TreeMap<>(batch.applied());
    applied.put(peer, batch.toHlc());
    applied.replaceAll((origin, hlc) -> bounded(hlc));
    return applied;
  }

  private Verdict merge(Mutation mutation, long nowMs) {
    return switch (context.shard().apply(mutation)) {
      case APPLIED, SUPERSEDED -> {
        context
            .listener()
            .merged(peer, Math.max(0, nowMs - Version.epochMs(mutation.version().hlc())));
        yield Verdict.TAKEN;
      }
      case DUPLICATE -> Verdict.TAKEN;
      case NOT_A_REPLICA -> untilToldOf(mutation.tableId());
      case FROM_THE_FUTURE -> fromTheFuture();
      case UNKNOWN_TABLE -> untilKnown(mutation.tableId());
      case NO_ROOM -> Verdict.NO_ROOM;
    };
  }

  /**
   * A table that nobody here has heard of holds no other one up. Once it is heard of, it is created
   * and gets a seed, and no page of that is taken which was read before this write.
   */
  private Verdict untilKnown(long tableId) {
    return context.knowsTable(tableId) ? Verdict.UNKNOWN_TABLE : Verdict.TAKEN;
  }

  /**
   * What is no replica is none for good, unless the shard has yet to be told what the catalog says.
   */
  private Verdict untilToldOf(long tableId) {
    return context.sharedWith(peer, context.liveTable(tableId))
        ? Verdict.UNKNOWN_TABLE
        : Verdict.TAKEN;
  }

  private Verdict fromTheFuture() {
    context.listener().heldFuture(peer, context.shardNumber());
    return Verdict.FROM_THE_FUTURE;
  }

  private void ack(int round, Verdict verdict) {
    context.send(
        peer,
        new Frame.Ack(context.shardNumber(), round, context.shard().watermark(peer), verdict));
  }

  void onReseedBegin(Frame.ReseedBegin begins) {
    begin(begins.transferId());
    if (copy == null) {
      rejoin.copyBegins(peer);
    }
    Map<Region, Long> applied = new TreeMap<>(begins.applied());
    applied.replaceAll((origin, hlc) -> bounded(hlc));
    copy = new Frame.ReseedBegin(begins.shard(), begins.transferId(), applied, begins.tables());
  }

  /**
   * Everything that the peer had when it began is here, and nothing of what it had deleted: so all
   * watermarks rise to its own, except those of regions that share other tables with this one, and
   * short of what was left out.
   */
  void onReseedEnd(Frame.ReseedEnd end) {
    Frame.ReseedBegin ended = copy;
    if (ended == null || end.transferId() != transferId) {
      return;
    }
    long peersFloor = floor;
    long below = aheadHlc - 1;
    reset();
    mergedHlc = Math.max(mergedHlc, Math.min(below, ended.applied().getOrDefault(peer, 0L)));
    context
        .shard()
        .afterCommit(
            () -> {
              context.shard().raiseTombstoneFloor(peersFloor);
              ended
                  .applied()
                  .forEach((origin, hlc) -> raise(origin, Math.min(below, hlc), ended.tables()));
              context.shard().afterCommit(() -> rejoin.copyEnded(peer));
            });
  }

  private void raise(Region origin, long hlc, List<Long> tables) {
    boolean whole =
        origin.equals(peer)
            || context.tables(t -> context.sharedWith(origin, t)).stream()
                .allMatch(table -> tables.contains(table.id()));
    if (!origin.equals(context.self()) && whole && hlc > context.shard().watermark(origin)) {
      context.shard().advanceWatermark(origin, hlc);
    }
  }

  void onPage(Frame.Page page) {
    if (page.purpose() != Purpose.RESEED && page.sequence() == 0) {
      begin(page.transferId());
      floor = 0;
    }
    if (page.transferId() != transferId || page.sequence() != nextPage) {
      return;
    }
    nextPage++;
    Arrived arrived = new Arrived(page, isDue(page));
    pages.addLast(arrived);
    if (pages.size() == 1) {
      take(arrived);
    }
  }

  /**
   * A seed is for one life of this region's replica: one that comes before that is known here would
   * be dropped as the former life's, and counted as delivered.
   */
  private boolean isDue(Frame.Page page) {
    if (page.purpose() != Purpose.SEED) {
      return context.knowsTable(page.tableId());
    }
    TableDescriptor table = context.liveTable(page.tableId());
    ReplicaDescriptor own = table == null ? null : table.replicas().get(context.self());
    return own != null && own.isMember() && own.version() >= page.tag();
  }

  /** Merges a page, and forgets what it says is gone, slice by slice; then comes the next one. */
  private void take(Arrived arrived) {
    Frame.Page page = arrived.page;
    if (!arrived.due && page.purpose() != Purpose.SEED) {
      taken(page); // Once it is known here it gets a seed.
      return;
    }
    Verdict verdict = arrived.due ? mergeAll(page) : Verdict.UNKNOWN_TABLE;
    if (verdict.held()) {
      begin(0);
      context.send(
          peer,
          new Frame.PageAck(context.shardNumber(), page.transferId(), page.sequence(), verdict));
      return;
    }
    floor = Math.max(floor, bounded(page.floor()));
    Frame.ReseedBegin whole = copy;
    if (page.purpose() == Purpose.RESEED
        && whole != null
        && context.sharedWith(peer, context.liveTable(page.tableId()))) {
      new ForgottenDeletions(context, page, whole.applied(), () -> taken(page)).run();
    } else {
      taken(page);
    }
  }

  @SuppressWarnings("ReferenceEquality") // The very page that was put there, not one like it.
  private void taken(Frame.Page page) {
    Arrived first = pages.peekFirst();
    if (first == null || first.page != page) {
      return; // Another transfer has begun meanwhile.
    }
    pages.removeFirst();
    long seedFloor = floor;
    context
        .shard()
        .afterCommit(
            () -> {
              if (page.purpose() == Purpose.SEED && page.lastKey() == null) {
                context.shard().raiseTombstoneFloor(seedFloor);
                context.shard().afterCommit(() -> seeded(page));
              }
              context.send(
                  peer,
                  new Frame.PageAck(
                      context.shardNumber(), page.transferId(), page.sequence(), Verdict.TAKEN));
            });
    Arrived next = pages.peekFirst();
    if (next != null) {
      context
          .loop()
          .execute(
              () -> {
                if (pages.peekFirst() == next) {
                  take(next);
                }
              });
    }
  }

  private void seeded(Frame.Page page) {
    context.seeds().done(page.tableId(), page.tag(), peer, context.shardNumber());
  }

  private Verdict mergeAll(Frame.Page page) {
    boolean careful = page.purpose() != Purpose.SEED && !peerIsCurrent.getAsBoolean();
    for (Mutation item : page.mutations()) {
      if (careful && mayHaveBeenDeleted(item)) {
        continue;
      }
      ApplyOutcome outcome = context.shard().apply(outOfOrder(item));
      switch (outcome) {
        case APPLIED -> {
          if (page.purpose() == Purpose.REPAIR) {
            context.listener().repaired(peer, page.tableId());
          }
        }
        case DUPLICATE, SUPERSEDED -> {}
        case NOT_A_REPLICA -> {
          if (untilToldOf(page.tableId()).held()) {
            return Verdict.UNKNOWN_TABLE;
          }
        }
        case FROM_THE_FUTURE -> {
          if (isWaitedFor(item)) {
            return fromTheFuture();
          }
          leaveOut(item);
        }
        case UNKNOWN_TABLE -> {
          return Verdict.UNKNOWN_TABLE;
        }
        case NO_ROOM -> {
          return Verdict.NO_ROOM;
        }
      }
    }
    return Verdict.TAKEN;
  }

  /**
   * Whether the pages wait for an item that is from the future. A time that this region gave in a
   * life before it lost its disk must not be given again: it may be an item's own, or that of one
   * which the item took the place of. So pages wait until the clock has come to all of their times,
   * unless one is further ahead than anybody would wait.
   */
  private boolean isWaitedFor(Mutation item) {
    return item.version().region().equals(context.self())
        || item.version().hlc()
            <= context.shard().readClock().horizon() + Version.atMs(PAGES_WAIT_MS);
  }

  /**
   * Another region's item that is from the future waits alone: its origin's stream brings it when
   * it is due, for no watermark passes it.
   */
  private void leaveOut(Mutation item) {
    context.listener().heldFuture(peer, context.shardNumber());
    aheadHlc = Math.min(aheadHlc, item.version().hlc());
  }

  /**
   * Whether an item of a peer that is behind was here before and is gone: it was deleted, and the
   * deletion has been forgotten.
   */
  private boolean mayHaveBeenDeleted(Mutation item) {
    Version version = item.version();
    ReplicatedShard shard = context.shard();
    return version.hlc() < shard.tombstoneFloor()
        && version.hlc() <= shard.watermark(version.region())
        && !shard.holds(item.key());
  }

  private static Mutation outOfOrder(Mutation item) {
    return new Mutation(
        item.key(),
        item.version(),
        item.newImage(),
        null,
        0,
        (item.flags() & Mutation.EXPIRED) | Mutation.OUT_OF_ORDER);
  }
}
