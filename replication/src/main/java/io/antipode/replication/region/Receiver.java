package io.antipode.replication.region;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.region.Frame.Purpose;
import io.antipode.replication.region.Frame.Verdict;
import io.antipode.replication.region.ReplicatedShard.ApplyOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes what one peer sends for one shard. A batch is taken if it starts at or before what is
 * already here; what it repeats is skipped; the first mutation that can't be taken yet holds back
 * everything after it. Nothing is acknowledged before it is durable. Confined to the shard's loop.
 */
final class Receiver {
  /** Bytes of this region's own items looked at in one go while forgetting deleted ones. */
  private static final int PURGE_SLICE_BYTES = 256 << 10;

  private final ShardContext context;
  private final Region peer;
  private final Consumer<Boolean> reseeding;

  /** Merged up to here; ahead of the shard's watermark by what is not durable yet. */
  private long mergedHlc;

  private long transferId;
  private int nextPage;

  /** The vector of the reseed at hand. */
  private @Nullable Map<Region, Long> reseed;

  /**
   * @param reseeding hears when this peer begins to replace what the shard holds, and when that has
   *     ended
   */
  Receiver(ShardContext context, Region peer, Consumer<Boolean> reseeding) {
    this.context = context;
    this.peer = peer;
    this.reseeding = reseeding;
    mergedHlc = context.shard().watermark(peer);
  }

  /** The session began or ended: transfers of the one before are over. */
  void reset() {
    transferId = 0;
    nextPage = 0;
    endReseed();
  }

  private void endReseed() {
    if (reseed != null) {
      reseed = null;
      reseeding.accept(false);
    }
  }

  /** Answers once what came before is durable, so that the end of a reseed counts. */
  void onProbe(Frame.Probe probe) {
    context
        .shard()
        .afterCommit(
            () ->
                context.send(
                    peer,
                    new Frame.Position(
                        context.shardNumber(),
                        probe.round(),
                        context.incarnation(),
                        context.shard().watermark(peer))));
  }

  void onBatch(Frame.Batch batch) {
    Map<Region, Long> applied = new TreeMap<>(batch.applied());
    applied.put(peer, batch.toHlc());
    context.matrix().heard(peer, applied);
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
      if (verdict.held()) {
        break;
      }
      mergedHlc = hlc;
    }
    if (!verdict.held()) {
      mergedHlc = Math.max(mergedHlc, batch.toHlc());
    }
    long reached = mergedHlc;
    Verdict told = verdict;
    context
        .shard()
        .afterCommit(
            () -> {
              if (reached > context.shard().watermark(peer)) {
                context.shard().advanceWatermark(peer, reached);
              }
              ack(batch.round(), told);
            });
  }

  private Verdict merge(Mutation mutation, long nowMs) {
    return switch (context.shard().apply(mutation)) {
      case APPLIED, SUPERSEDED -> {
        context
            .listener()
            .merged(peer, Math.max(0, nowMs - Version.epochMs(mutation.version().hlc())));
        yield Verdict.TAKEN;
      }
      case DUPLICATE, NOT_A_REPLICA -> Verdict.TAKEN;
      case FROM_THE_FUTURE -> fromTheFuture();
      case UNKNOWN_TABLE -> Verdict.UNKNOWN_TABLE;
    };
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

  void onReseedBegin(Frame.ReseedBegin begin) {
    transferId = begin.transferId();
    nextPage = 0;
    if (reseed == null) {
      reseeding.accept(true);
    }
    reseed = begin.applied();
  }

  void onReseedEnd(Frame.ReseedEnd end) {
    Map<Region, Long> applied = reseed;
    if (applied == null || end.transferId() != transferId) {
      return;
    }
    long reached = applied.getOrDefault(peer, 0L);
    mergedHlc = Math.max(mergedHlc, reached);
    context
        .shard()
        .afterCommit(
            () -> {
              if (reached > context.shard().watermark(peer)) {
                context.shard().advanceWatermark(peer, reached);
              }
            });
    endReseed();
  }

  void onPage(Frame.Page page) {
    if (page.purpose() != Purpose.RESEED && page.sequence() == 0) {
      transferId = page.transferId();
      nextPage = 0;
      endReseed();
    }
    if (page.transferId() != transferId || page.sequence() != nextPage) {
      return;
    }
    Verdict verdict = context.knowsTable(page.tableId()) ? mergeAll(page) : Verdict.UNKNOWN_TABLE;
    if (verdict.held()) {
      transferId = 0;
      context.send(
          peer,
          new Frame.PageAck(context.shardNumber(), page.transferId(), page.sequence(), verdict));
      return;
    }
    nextPage++;
    Map<Region, Long> applied = reseed;
    if (page.purpose() == Purpose.RESEED && applied != null) {
      forgetDeleted(page, applied);
    }
    context
        .shard()
        .afterCommit(
            () -> {
              if (page.purpose() == Purpose.SEED && page.lastKey() == null) {
                context.seeds().done(page.tableId(), page.tag(), peer, context.shardNumber());
              }
              context.send(
                  peer,
                  new Frame.PageAck(
                      context.shardNumber(), page.transferId(), page.sequence(), Verdict.TAKEN));
            });
  }

  private Verdict mergeAll(Frame.Page page) {
    for (Mutation item : page.mutations()) {
      ApplyOutcome outcome = context.shard().apply(outOfOrder(item));
      switch (outcome) {
        case APPLIED -> {
          if (page.purpose() == Purpose.REPAIR) {
            context.listener().repaired(peer, page.tableId());
          }
        }
        case DUPLICATE, SUPERSEDED, NOT_A_REPLICA -> {}
        case FROM_THE_FUTURE -> {
          return fromTheFuture();
        }
        case UNKNOWN_TABLE -> {
          return Verdict.UNKNOWN_TABLE;
        }
      }
    }
    return Verdict.TAKEN;
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

  /**
   * Deletes each item within the page's keys that the page lacks although its sender had applied it
   * when the reseed began: it was deleted there, and the deletion has been forgotten. What the
   * sender had not seen is kept. The tombstone's version is the next after the item's: the real one
   * is gone, and anything newer than the item may still win over it.
   */
  private void forgetDeleted(Frame.Page page, Map<Region, Long> applied) {
    if (!context.sharedWith(peer, context.liveTable(page.tableId()))) {
      return;
    }
    TreeSet<byte[]> shipped = new TreeSet<>(Arrays::compareUnsigned);
    page.mutations().forEach(item -> shipped.add(item.key()));
    byte[] end = page.lastKey();
    byte[] after = page.afterKey();
    do {
      List<Version> versions = new ArrayList<>();
      List<byte[]> keys = new ArrayList<>();
      after =
          context
              .shard()
              .snapshot(
                  page.tableId(),
                  after,
                  PURGE_SLICE_BYTES,
                  item -> {
                    Version version = item.version();
                    if (!item.isTombstone()
                        && (end == null || Arrays.compareUnsigned(item.key(), end) <= 0)
                        && !shipped.contains(item.key())
                        && version.hlc() <= applied.getOrDefault(version.region(), 0L)) {
                      keys.add(item.key());
                      versions.add(version);
                    }
                  });
      for (int i = 0; i < keys.size(); i++) {
        Version old = versions.get(i);
        context
            .shard()
            .apply(
                new Mutation(
                    keys.get(i),
                    new Version(old.hlc() + 1, old.region()),
                    null,
                    null,
                    0,
                    Mutation.OUT_OF_ORDER));
      }
    } while (after != null && (end == null || Arrays.compareUnsigned(after, end) < 0));
  }
}
