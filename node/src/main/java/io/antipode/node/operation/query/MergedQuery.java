package io.antipode.node.operation.query;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.api.ApiException;
import io.antipode.node.item.Item;
import io.antipode.node.item.KeyRange;
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
import org.jspecify.annotations.Nullable;

/**
 * A Query of a global index: the entries of one index partition lie in all shards, beside their
 * items. Each shard gives at most its share of them; the last shard to give merges all by key bytes
 * (sort key first, then the item's own key), fills the page and answers. Where one shard held more
 * than its share the page ends early, with a LastEvaluatedKey.
 */
final class MergedQuery {
  /**
   * What all shards together may give. Entries are spread by the hash of their items' keys, so a
   * few times a page leaves room for an uneven spread.
   */
  private static final int MAX_GATHERED_BYTES = 4 * Page.MAX_BYTES;

  private final OperationContext context;
  private final KeyRange range;
  private final boolean forward;
  private final Page page;
  private final int limit;
  private final int maxRunBytes;
  private final AtomicReferenceArray<Run> found;
  private final AtomicInteger missing;
  private volatile @Nullable RuntimeException failure;

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
    this.maxRunBytes = Math.min(Page.MAX_BYTES, MAX_GATHERED_BYTES / shards);
  }

  void start() {
    for (int number = 0; number < found.length(); number++) {
      ShardId shard = new ShardId(number);
      Hop.run(context.shards(), shard, page.call(), arrived -> collect(shard, arrived));
    }
  }

  private void collect(ShardId number, Shard shard) {
    try {
      found.set(number.number(), read(shard));
    } catch (RuntimeException e) {
      failure = e;
    }
    if (missing.decrementAndGet() == 0) {
      RuntimeException failed = failure;
      if (failed != null) {
        throw failed; // once, however many shards failed
      }
      merge();
      page.answer(context.capacity());
    }
  }

  private Run read(Shard shard) {
    if (!shard.isServing()) {
      throw new ApiException(Hop.refused(Shard.WriteRefusal.NOT_SERVING));
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
    return new Run(mine, mine.size() == limit || isFull(sizeBytes[0]));
  }

  private boolean isFull(long sizeBytes) {
    return sizeBytes >= maxRunBytes;
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
