package io.antipode.replication.region;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.antientropy.BucketDigests;
import io.antipode.replication.antientropy.DigestWatch;
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
  private final DigestWatch watch = new DigestWatch();
  private final TreeSet<Long> askAgain = new TreeSet<>();

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
    watch.clear();
  }

  private boolean asks() {
    return context.self().compareTo(peer) < 0;
  }

  /** Asks now and then, and again where there was a difference. */
  void tick(long tick, boolean idle) {
    if (!asks() || !idle) {
      return;
    }
    if (tick % context.options().compareTicks() == 0) {
      compareAll();
    } else if (tick % context.options().idleTicks() == 0) {
      TreeSet<Long> suspects = new TreeSet<>(askAgain);
      askAgain.clear();
      suspects.forEach(this::ask);
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

  private void ask(long tableId) {
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
    if (table == null || !comparable(table)) {
      return;
    }
    ReplicatedShard.Digest mine = context.shard().digest(table.id());
    ReplicatedShard.Digest theirs = answer.digest();
    switch (watch.observe(table.id(), mine.items(), mine.hash(), theirs.items(), theirs.hash())) {
      case EQUAL -> {}
      case LOOK_AGAIN -> askAgain.add(table.id());
      case DIFFERENT -> {
        LOG.warn(
            "{} of table {} differs from {}: {} and {}; repairing",
            context.shard().id(),
            table.name(),
            peer,
            mine,
            theirs);
        scan(
            table.id(),
            sums -> context.send(peer, new Frame.Buckets(context.shardNumber(), table.id(), sums)));
      }
    }
  }

  void onBuckets(Frame.Buckets buckets) {
    TableDescriptor table = context.liveTable(buckets.tableId());
    if (table == null || !comparable(table)) {
      return;
    }
    scan(
        table.id(),
        sums -> {
          byte[] set = BucketDigests.differing(sums, buckets.sums());
          if (!BucketDigests.isEmpty(set)) {
            context.send(peer, new Frame.BucketsDiffer(context.shardNumber(), table.id(), set));
            transfers.repair(table.id(), set);
          }
        });
  }

  void onDiffer(Frame.BucketsDiffer differ) {
    TableDescriptor table = context.liveTable(differ.tableId());
    if (table != null && comparable(table)) {
      transfers.repair(table.id(), differ.set());
    }
  }

  /** Hashes the table's buckets, slice by slice; one scan at a time, others are dropped. */
  private void scan(long tableId, Consumer<long[]> then) {
    if (!scanning) {
      scanning = true;
      slice(tableId, new BucketDigests(), null, session, then);
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
