package io.antipode.replication.region;

import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.antientropy.BucketDigests;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.mutation.MutationCodec;
import io.antipode.replication.region.Frame.Purpose;
import io.antipode.replication.region.Frame.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Ships pages of items of one shard to one peer, beside the stream: seeds of new replicas, complete
 * copies past the log's reach, repairs. One transfer at a time, with its own window; pages are
 * taken in order and acknowledged when durable.
 *
 * <p><b>Why a seed misses nothing.</b> It begins on the shard's loop after the catalog shows the
 * new replica, so from then on the stream ships the table's new writes. What was committed before
 * is among the present items and tombstones, which the pages visit; what is committed while they
 * are visited travels by the stream. Each replica seeds everything that it holds: the new replica
 * then has what any of them had, and merging twice changes nothing.
 *
 * <p>Seeds and repairs wait until this shard is current and the peer has found it so: what an old
 * copy holds may have been deleted, and forgotten, elsewhere.
 *
 * <p>A peer that goes and comes back in the same incarnation gets the rest of a seed; a new
 * incarnation gets all of it again. A transfer that is held (a replica that the peer has not heard
 * of, a full disk) begins again at that page, after those behind it have had their turn: one that
 * can't go on blocks no other. Confined to the shard's loop.
 */
final class Transfers {
  /** Pages read in one go before other work of the loop gets its turn. */
  private static final int PAGES_PER_TURN = 4;

  private static final int CONGESTION_RETRY_MS = 5;

  /** What a page without items weighs in the window. */
  private static final int PAGE_BYTES = 64;

  private static final class Transfer {
    final Purpose purpose;
    final long[] tables;
    final long tag;
    final byte @Nullable [] buckets;
    final SortedMap<Region, Long> applied;
    final LongConsumer done;
    int table;
    byte @Nullable [] afterKey;

    Transfer(
        Purpose purpose,
        long[] tables,
        long tag,
        byte @Nullable [] buckets,
        SortedMap<Region, Long> applied,
        LongConsumer done) {
      this.purpose = purpose;
      this.tables = tables;
      this.tag = tag;
      this.buckets = buckets;
      this.applied = applied;
      this.done = done;
    }

    boolean exhausted() {
      return table == tables.length;
    }
  }

  /** A page that is under way, and how to go back to it. */
  private record Sent(int sequence, int table, byte @Nullable [] afterKey, int bytes) {}

  /** A seed of the table's replica of this version; queued, under way or done. */
  private static final class Seed {
    final Transfer transfer;
    boolean done;

    Seed(Transfer transfer) {
      this.transfer = transfer;
    }
  }

  private final ShardContext context;
  private final Region peer;
  private final Rejoin rejoin;
  private final Deque<Transfer> queue = new ArrayDeque<>();
  private final Map<Long, Seed> seeds = new HashMap<>();
  private final Deque<Sent> sent = new ArrayDeque<>();
  private boolean open;
  private long peerIncarnation;
  private long transferId;
  private int sequence;
  private long sentBytes;
  private EventLoop.@Nullable Timer retry;

  /** Transfers that were held since one went on. */
  private int heldInARow;

  Transfers(ShardContext context, Region peer, Rejoin rejoin) {
    this.context = context;
    this.peer = peer;
    this.rejoin = rejoin;
  }

  /** Seeds that are not done. */
  int pendingSeeds() {
    int pending = 0;
    for (Seed seed : seeds.values()) {
      pending += seed.done ? 0 : 1;
    }
    return pending;
  }

  /** The session ended. */
  void down() {
    open = false;
    rewind();
    queue.clear();
  }

  /** The peer has answered in a new session: seeds begin, or go on. */
  void up(long incarnation) {
    if (!open) {
      open = true;
      if (incarnation != peerIncarnation) {
        seeds.clear();
        peerIncarnation = incarnation;
      }
    }
    planSeeds();
  }

  /** Looks for replicas that need a seed. */
  void planSeeds() {
    if (!open || !maySpread()) {
      return;
    }
    seeds.keySet().removeIf(id -> !context.sharedWith(peer, context.liveTable(id)));
    for (TableDescriptor table : context.tables(t -> context.sharedWith(peer, t))) {
      ReplicaDescriptor replica = table.replicas().get(peer);
      if (replica == null || replica.status() != ReplicaDescriptor.Status.CREATING) {
        continue;
      }
      Seed known = seeds.get(table.id());
      if (known == null || known.transfer.tag != replica.version()) {
        seeds.put(table.id(), seed(table.id(), replica.version()));
      } else if (!known.done && !queue.contains(known.transfer)) {
        enqueue(known.transfer);
      }
    }
  }

  private boolean maySpread() {
    return rejoin.isCurrent() && rejoin.isClearedBy(peer);
  }

  private Seed seed(long tableId, long tag) {
    Transfer transfer =
        new Transfer(
            Purpose.SEED,
            new long[] {tableId},
            tag,
            null,
            context.appliedHere(),
            id -> {
              Seed seed = seeds.get(tableId);
              if (seed != null && seed.transfer.tag == tag) {
                seed.done = true;
              }
            });
    enqueue(transfer);
    return new Seed(transfer);
  }

  /** Ships all shared tables; {@code done} takes the transfer's id once all pages are durable. */
  void reseed(LongConsumer done) {
    long[] tables =
        context
            .tables(t -> context.sharedWith(peer, t) && !ShardContext.creating(t, context.self()))
            .stream()
            .mapToLong(TableDescriptor::id)
            .toArray();
    rewind();
    queue.addFirst(new Transfer(Purpose.RESEED, tables, 0, null, context.appliedWithOwn(), done));
    begin();
  }

  /** Ships the items of these buckets. */
  void repair(long tableId, byte[] buckets) {
    if (!maySpread()) {
      return;
    }
    for (Transfer queued : queue) {
      if (queued.purpose == Purpose.REPAIR && queued.tables[0] == tableId) {
        return;
      }
    }
    enqueue(
        new Transfer(
            Purpose.REPAIR, new long[] {tableId}, 0, buckets, context.appliedHere(), id -> {}));
  }

  private void enqueue(Transfer transfer) {
    queue.addLast(transfer);
    if (queue.size() == 1) {
      begin();
    }
  }

  /** Takes the transfer at hand back to its first page that is not durable. */
  private void rewind() {
    Sent first = sent.peekFirst();
    Transfer current = queue.peekFirst();
    if (first != null && current != null) {
      current.table = first.table;
      current.afterKey = first.afterKey;
    }
    sent.clear();
    sentBytes = 0;
    if (retry != null) {
      retry.cancel();
      retry = null;
    }
  }

  /** Starts, or starts again, the transfer at the head of the queue. */
  private void begin() {
    Transfer current = queue.peekFirst();
    if (current == null || !open) {
      return;
    }
    transferId = context.entropy().nextLong();
    sequence = 0;
    if (current.purpose == Purpose.RESEED) {
      List<Long> tables = Arrays.stream(current.tables).boxed().toList();
      context.send(
          peer, new Frame.ReseedBegin(context.shardNumber(), transferId, current.applied, tables));
    }
    pump();
  }

  private void beginAfter(int delayMs) {
    retry =
        context
            .loop()
            .schedule(
                delayMs,
                () -> {
                  retry = null;
                  begin();
                });
  }

  void onPageAck(Frame.PageAck ack) {
    if (!open || ack.transferId() != transferId || queue.isEmpty()) {
      return;
    }
    while (!sent.isEmpty() && sent.getFirst().sequence < ack.sequence()) {
      sentBytes -= sent.removeFirst().bytes;
    }
    if (ack.verdict() == Verdict.TAKEN) {
      heldInARow = 0;
      if (!sent.isEmpty() && sent.getFirst().sequence == ack.sequence()) {
        sentBytes -= sent.removeFirst().bytes;
      }
      pump();
    } else {
      rewind();
      transferId = 0;
      giveWay();
    }
  }

  /** The first transfer is held; a complete copy stays first, for nothing may pass it. */
  private void giveWay() {
    if (queue.getFirst().purpose != Purpose.RESEED) {
      queue.addLast(queue.removeFirst());
    }
    if (++heldInARow < queue.size()) {
      begin();
    } else {
      heldInARow = 0;
      beginAfter(context.options().heldRetryMs());
    }
  }

  private void pump() {
    Transfer current = queue.peekFirst();
    for (int pages = 0; current != null && open; pages++) {
      if (current.exhausted()) {
        if (sent.isEmpty()) {
          finish(current);
        }
        return;
      }
      if (sentBytes >= context.options().windowBytes() || retry != null) {
        return;
      }
      if (context.congested(peer) || pages == PAGES_PER_TURN) {
        pumpLater(pages == PAGES_PER_TURN ? 1 : CONGESTION_RETRY_MS);
        return;
      }
      ship(current);
    }
  }

  private void pumpLater(int delayMs) {
    retry =
        context
            .loop()
            .schedule(
                delayMs,
                () -> {
                  retry = null;
                  pump();
                });
  }

  private void finish(Transfer current) {
    queue.removeFirst();
    long finished = transferId;
    transferId = 0;
    current.done.accept(finished);
    if (transferId == 0) {
      begin();
    }
  }

  private void ship(Transfer current) {
    long tableId = current.tables[current.table];
    if (!context.sharedWith(peer, context.liveTable(tableId))) {
      current.table++;
      current.afterKey = null;
      return;
    }
    List<Mutation> items = new ArrayList<>();
    byte[] buckets = current.buckets;
    byte[] after = current.afterKey;
    byte[] last =
        context
            .shard()
            .snapshot(
                tableId,
                after,
                context.options().batchBytes(),
                item -> {
                  if (buckets == null || BucketDigests.contains(buckets, item.key())) {
                    items.add(item);
                  }
                });
    int at = current.table;
    current.afterKey = last;
    if (last == null) {
      current.table++;
    }
    if (current.purpose == Purpose.REPAIR && items.isEmpty()) {
      return;
    }
    int bytes = PAGE_BYTES;
    for (Mutation item : items) {
      bytes += MutationCodec.shippedSizeOf(item);
    }
    context.send(
        peer,
        new Frame.Page(
            context.shardNumber(),
            current.purpose,
            transferId,
            sequence,
            tableId,
            current.tag,
            context.shard().tombstoneFloor(),
            after,
            last,
            items));
    sent.addLast(new Sent(sequence++, at, after, bytes));
    sentBytes += bytes;
  }
}
