package io.antipode.node.operation.query;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.item.Item;
import io.antipode.node.item.KeyRange;
import io.antipode.node.operation.ApiException;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.Hop;
import io.antipode.node.storage.Shard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A Query of a global index: the entries of one index partition lie in all shards, beside their
 * items. Each shard gives at most a page of them; the last shard to give merges all by key bytes
 * (sort key first, then the item's own key), fills the page and answers.
 */
final class MergedQuery {
  private final OperationContext context;
  private final KeyRange range;
  private final boolean forward;
  private final Page page;
  private final int limit;
  private final AtomicReferenceArray<Run> found;
  private final AtomicInteger missing;
  private volatile boolean allServe = true;

  private record Found(byte[] key, Item item) {}

  MergedQuery(OperationContext context, KeyRange range, boolean forward, Page page, int limit) {
    this.context = context;
    this.range = range;
    this.forward = forward;
    this.page = page;
    this.limit = limit;
    int shards = context.shards().shardCount();
    this.found = new AtomicReferenceArray<>(shards);
    this.missing = new AtomicInteger(shards);
  }

  void start() {
    for (int number = 0; number < found.length(); number++) {
      ShardId shard = new ShardId(number);
      Hop.run(context.shards(), shard, page.call(), arrived -> collect(shard, arrived));
    }
  }

  private void collect(ShardId number, Shard shard) {
    if (!shard.isServing()) {
      allServe = false;
    }
    List<Found> mine = new ArrayList<>();
    long[] sizeBytes = {0};
    shard.scan(
        range.from(),
        range.to(),
        forward,
        (key, item) -> {
          mine.add(new Found(key, item));
          sizeBytes[0] += item.sizeBytes();
          return mine.size() < limit && !isFull(sizeBytes[0]);
        });
    found.set(number.number(), new Run(mine, mine.size() == limit || isFull(sizeBytes[0])));
    if (missing.decrementAndGet() == 0) {
      if (!allServe) {
        throw new ApiException(Hop.refused(Shard.WriteRefusal.NOT_SERVING));
      }
      merge();
      page.answer(context.capacity());
    }
  }

  private static boolean isFull(long sizeBytes) {
    return sizeBytes >= Page.MAX_BYTES;
  }

  /** One shard's entries, from the next one on. */
  private static final class Run {
    private final List<Found> entries;
    private final boolean cut;
    private int next;

    /**
     * @param cut whether the shard may hold more entries after these
     */
    Run(List<Found> entries, boolean cut) {
      this.entries = entries;
      this.cut = cut;
    }

    Found head() {
      return entries.get(next);
    }

    boolean advance() {
      return ++next < entries.size();
    }
  }

  private void merge() {
    Comparator<Run> byKey = (a, b) -> Arrays.compareUnsigned(a.head().key(), b.head().key());
    PriorityQueue<Run> runs =
        new PriorityQueue<>(found.length(), forward ? byKey : byKey.reversed());
    for (int number = 0; number < found.length(); number++) {
      if (!found.get(number).entries.isEmpty()) {
        runs.add(found.get(number));
      }
    }
    while (!runs.isEmpty()) {
      Run run = runs.remove();
      if (!page.visit(run.head().key(), run.head().item())) {
        return;
      }
      if (run.advance()) {
        runs.add(run);
      } else if (run.cut) {
        page.stop(); // what follows in this shard may come before the heads of the others
        return;
      }
    }
  }
}
