package io.antipode.replication.region;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.antientropy.BucketDigests;
import io.antipode.replication.antientropy.DigestWatch;
import io.antipode.replication.clock.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares one shard with one peer's and repairs what differs: digests of whole tables, then
 * buckets, then the items of the buckets that differ, both ways. The region with the smaller name
 * asks. Confined to the shard's loop.
 *
 * <p>While nothing moves, one look at the buckets tells. Under constant writes two looks are
 * needed, some time apart and now and then only, at the items whose versions both sides have had
 * time to apply: a bucket that differs both times is repaired. What was overwritten between the two
 * sides' looks differs too, but seldom twice in the same bucket, and then the cost is some items
 * shipped for nothing.
 *
 * <p>Races do no harm: an item shipped needlessly loses by version, or is there already; and no
 * tombstone is forgotten while a region lacks it, so an old item never comes back.
 */
final class Comparison {
  private static final Logger LOG = LoggerFactory.getLogger(Comparison.class);

  /** Bytes of items hashed in one go before other work of the loop gets its turn. */
  private static final int SLICE_BYTES = 256 << 10;

  private final ShardContext context;
  private final Region peer;
  private final Transfers transfers;

  /** Under constant writes a table is looked through at most once in so many comparisons. */
  private static final int MOVING_PERIODS = 10;

  /** Items younger than this are left out of the look at a table that moves. */
  private static final long SETTLE_MS = 2_000;

  private final DigestWatch watch = new DigestWatch();
  private final TreeSet<Long> askAgain = new TreeSet<>();

  /** The buckets of a moving table that differed at the first look. */
  private final Map<Long, byte[]> suspects = new HashMap<>();

  /** When each moving table may be looked through again, in ticks. */
  private final Map<Long, Long> lookAfter = new HashMap<>();

  private long ticks;
  private boolean idle;

  /** Counts sessions, so that a scan of an earlier one comes to nothing. */
  private int session;

  private boolean scanning;

  Comparison(ShardContext context, Region peer, Transfers transfers) {
    this.context = context;
    this.peer = peer;
    this.transfers = transfers;
  }

  void reset() {
    session++;
    scanning = false;
    askAgain.clear();
    suspects.clear();
    lookAfter.clear();
    watch.clear();
  }

  private boolean asks() {
    return context.self().compareTo(peer) < 0;
  }

  /** Asks now and then, and again where there was a difference. */
  void tick(long tick, boolean nowIdle) {
    ticks = tick;
    idle = nowIdle;
    if (!asks()) {
      return;
    }
    boolean all = tick % context.options().compareTicks() == 0;
    if (all) {
      compareAll();
    }
    if (tick % context.options().idleTicks() == 0) {
      if (!all) {
        askAgain.forEach(this::ask);
      }
      askAgain.clear();
      List.copyOf(suspects.keySet()).forEach(this::lookWhileMoving);
    }
  }

  /** Compares all shared tables now. */
  void compareAll() {
    if (asks()) {
      for (TableDescriptor table : context.tables(this::comparable)) {
        ask(table.id());
      }
    }
  }

  private boolean comparable(TableDescriptor table) {
    return context.sharedWith(peer, table)
        && !ShardContext.creating(table, peer)
        && !ShardContext.creating(table, context.self());
  }

  void ask(long tableId) {
    context.send(peer, new Frame.DigestAsk(context.shardNumber(), tableId));
  }

  void onAsk(Frame.DigestAsk ask) {
    TableDescriptor table = context.liveTable(ask.tableId());
    if (table != null && comparable(table)) {
      context.send(
          peer,
          new Frame.DigestAnswer(
              context.shardNumber(), table.id(), context.shard().digest(table.id())));
    }
  }

  void onAnswer(Frame.DigestAnswer answer) {
    TableDescriptor table = context.liveTable(answer.tableId());
    if (table == null || !comparable(table) || !asks()) {
      return;
    }
    ReplicatedShard.Digest mine = context.shard().digest(table.id());
    ReplicatedShard.Digest theirs = answer.digest();
    switch (watch.observe(table.id(), mine.items(), mine.hash(), theirs.items(), theirs.hash())) {
      case EQUAL -> {}
      case LOOK_AGAIN -> askAgain.add(table.id());
      case MOVING -> lookNowAndThen(table.id());
      case DIFFERENT -> {
        if (!idle) {
          lookNowAndThen(table.id());
          return;
        }
        LOG.warn(
            "{} of table {} differs from {}: {} and {}; repairing",
            context.shard().id(),
            table.name(),
            peer,
            mine,
            theirs);
        look(table.id(), Long.MAX_VALUE);
      }
    }
  }

  private void look(long tableId, long upToHlc) {
    scan(
        tableId,
        upToHlc,
        sums ->
            context.send(peer, new Frame.Buckets(context.shardNumber(), tableId, upToHlc, sums)));
  }

  private void lookNowAndThen(long tableId) {
    if (lookAfter.getOrDefault(tableId, 0L) <= ticks) {
      lookAfter.put(tableId, ticks + MOVING_PERIODS * (long) context.options().compareTicks());
      lookWhileMoving(tableId);
    }
  }

  private void lookWhileMoving(long tableId) {
    TableDescriptor table = context.liveTable(tableId);
    if (table == null || !comparable(table)) {
      suspects.remove(tableId);
      return;
    }
    List<Region> origins = table.replicas().keySet().stream().filter(table::replicatesTo).toList();
    long applied = context.matrix().minimum(List.of(context.self(), peer), origins);
    long settled = Version.atMs(Math.max(0, context.time().epochMs() - SETTLE_MS));
    look(tableId, Math.min(applied, settled));
  }

  void onBuckets(Frame.Buckets buckets) {
    TableDescriptor table = context.liveTable(buckets.tableId());
    if (table == null || !comparable(table)) {
      return;
    }
    boolean ship = buckets.upToHlc() == Long.MAX_VALUE;
    scan(
        table.id(),
        buckets.upToHlc(),
        sums -> {
          byte[] set = BucketDigests.differing(sums, buckets.sums());
          if (!BucketDigests.isEmpty(set) || !ship) {
            context.send(
                peer, new Frame.BucketsDiffer(context.shardNumber(), table.id(), set, ship));
          }
          if (ship && !BucketDigests.isEmpty(set)) {
            transfers.repair(table.id(), set);
          }
        });
  }

  void onDiffer(Frame.BucketsDiffer differ) {
    TableDescriptor table = context.liveTable(differ.tableId());
    if (table == null || !comparable(table)) {
      return;
    }
    if (differ.ship()) {
      transfers.repair(table.id(), differ.set());
      return;
    }
    byte[] before = suspects.remove(table.id());
    if (before == null) {
      if (!BucketDigests.isEmpty(differ.set())) {
        suspects.put(table.id(), differ.set());
      }
      return;
    }
    byte[] set = BucketDigests.both(before, differ.set());
    if (!BucketDigests.isEmpty(set)) {
      LOG.warn(
          "{} of table {} differs from {} while it is being written; repairing",
          context.shard().id(),
          table.name(),
          peer);
      context.send(peer, new Frame.BucketsDiffer(context.shardNumber(), table.id(), set, true));
      transfers.repair(table.id(), set);
    }
  }

  /** Hashes the table's buckets, slice by slice; one scan at a time, others are dropped. */
  private void scan(long tableId, long upToHlc, Consumer<long[]> then) {
    if (!scanning) {
      scanning = true;
      slice(tableId, new BucketDigests(upToHlc), null, session, then);
    }
  }

  private void slice(
      long tableId,
      BucketDigests digests,
      byte @Nullable [] after,
      int ofSession,
      Consumer<long[]> then) {
    if (ofSession != session) {
      return;
    }
    byte[] last = context.shard().snapshot(tableId, after, SLICE_BYTES, digests::add);
    if (last != null) {
      context.loop().execute(() -> slice(tableId, digests, last, ofSession, then));
      return;
    }
    scanning = false;
    then.accept(digests.sums());
  }
}
