package io.antipode.node.operation.batch;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.Answer;
import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.ItemRead;
import io.antipode.node.action.ItemsRead;
import io.antipode.node.action.ReadItems;
import io.antipode.node.action.Refused;
import io.antipode.node.action.Units;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Failures;
import io.antipode.node.index.TableKeys;
import io.antipode.node.insight.Subject;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.PrintedSize;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.Refusals;
import io.antipode.replication.memory.MemoryUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The reads of a BatchGetItem under way: one message to each shard that holds any of the items; the
 * last shard to answer makes the result, with as many items as fit into 16 MB, and no more than
 * become 24 MB of JSON: one item of control characters is six times as long there, and what an
 * answer takes is bounded.
 */
final class BatchReading {
  private static final long MAX_RESPONSE_BYTES = 16L * 1_024 * 1_024;
  private static final long MAX_PRINTED_BYTES = 24L * 1_024 * 1_024;

  /** So much can't become too long. */
  private static final long SMALL_BYTES = 1_024 * 1_024;

  private final OperationContext context;
  private final BatchGetRequest request;
  private final List<TableKeys> tables;
  private final List<ItemKey> keys;
  private final Answer<BatchGetResult> answer;
  private final AtomicReferenceArray<@Nullable ItemRead> found;
  private final AtomicInteger shardsMissing = new AtomicInteger();
  private final AtomicLong heldBytes = new AtomicLong();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** Set before anything is sent, of the keys that may not be read. */
  private final @Nullable ApiError[] throttled;

  /** All keys before this have been read, but for those. */
  private final AtomicInteger firstUnread;

  /**
   * @param tables of the request, in its order
   * @param keys all keys of all tables, in the request's order
   */
  BatchReading(
      OperationContext context,
      BatchGetRequest request,
      List<TableKeys> tables,
      List<ItemKey> keys,
      Answer<BatchGetResult> answer) {
    this.context = context;
    this.request = request;
    this.tables = tables;
    this.keys = keys;
    this.answer = answer;
    this.found = new AtomicReferenceArray<>(keys.size());
    this.firstUnread = new AtomicInteger(keys.size());
    this.throttled = new @Nullable ApiError[keys.size()];
  }

  void start() {
    Map<ShardId, List<Integer>> byShard = new HashMap<>();
    int position = 0;
    for (int i = 0; i < tables.size(); i++) {
      int end = position + request.tables().get(i).keys().size();
      admit(i, position, end);
      position = end;
    }
    for (int i = 0; i < keys.size(); i++) {
      if (throttled[i] == null) {
        byShard
            .computeIfAbsent(context.shards().shardOf(keys.get(i)), shard -> new ArrayList<>())
            .add(i);
      }
    }
    if (byShard.isEmpty()) {
      answer.fail(new ApiException(Objects.requireNonNull(throttled[0])));
      return;
    }
    shardsMissing.set(byShard.size());
    byShard.forEach(
        (shard, positions) ->
            context
                .shards()
                .send(
                    shard,
                    new ReadItems(positions.stream().map(keys::get).toList()),
                    new OfShard(positions)));
  }

  /** Lets the first keys of a table be read, as many as its capacity lets begin. */
  private void admit(int table, int from, int to) {
    double least = leastUnits(table);
    for (int i = from; i < to; i++) {
      ApiError before = i == from ? null : throttled[i - 1];
      throttled[i] =
          before != null
              ? before
              : context
                  .admission()
                  .tryRead(
                      tables.get(table),
                      null,
                      Subject.ofWatched(tables.get(table), keys.get(i)),
                      least);
    }
  }

  private double leastUnits(int table) {
    return Units.read(0, request.tables().get(table).isConsistent());
  }

  /**
   * Takes of a table's capacity what was read of it.
   *
   * @param use null where the request fails
   */
  private void settle(int table, int from, int to, @Nullable CapacityUse use) {
    long begun = IntStream.range(from, to).filter(i -> throttled[i] == null).count();
    context.admission().endRead(tables.get(table), null, null, use, begun * leastUnits(table));
  }

  private void settleAll() {
    int position = 0;
    for (int i = 0; i < tables.size(); i++) {
      int end = position + request.tables().get(i).keys().size();
      settle(i, position, end, null);
      position = end;
    }
  }

  /** The answer of one shard. */
  private final class OfShard implements Answer<ItemsRead> {
    private final List<Integer> positions;

    OfShard(List<Integer> positions) {
      this.positions = positions;
    }

    @Override
    public void succeed(ItemsRead read) {
      switch (read) {
        case ItemsRead.Gathered(List<ItemRead> reads, long held) -> {
          heldBytes.addAndGet(held);
          for (int i = 0; i < reads.size(); i++) {
            found.set(positions.get(i), reads.get(i));
          }
          if (reads.size() < positions.size()) {
            firstUnread.accumulateAndGet(positions.get(reads.size()), Math::min);
          }
          ended();
        }
        case Refused refused -> fail(Refusals.of(refused));
      }
    }

    @Override
    public void fail(Throwable why) {
      failure.compareAndSet(null, why);
      ended();
    }
  }

  private void ended() {
    if (shardsMissing.decrementAndGet() == 0) {
      try {
        finish();
      } finally {
        context.memory().share(MemoryUse.READS).giveBack(heldBytes.get());
      }
    }
  }

  private void finish() {
    Throwable failed = failure.get();
    if (failed != null) {
      settleAll();
      answer.fail(failed);
    } else if (firstUnread.get() == 0) {
      settleAll();
      answer.fail(new ApiException(Failures.TOO_MANY_READS));
    } else {
      answer.succeed(result());
    }
  }

  private BatchGetResult result() {
    int processed = processed();
    int position = 0;
    List<BatchGetResult.OfTable> results = new ArrayList<>(tables.size());
    for (int i = 0; i < tables.size(); i++) {
      KeysAndAttributes asked = request.tables().get(i);
      CapacityUse use = new CapacityUse();
      List<ItemRead> reads = new ArrayList<>(asked.keys().size());
      int end = position + asked.keys().size();
      for (int at = position; at < Math.min(end, processed) && throttled[at] == null; at++) {
        double units = Units.read(sizeBytes(at), asked.isConsistent());
        use.addTable(units);
        context
            .admission()
            .note(tables.get(i), Subject.ofWatched(tables.get(i), keys.get(at)), units);
        reads.add(read(at));
      }
      settle(i, position, end, use);
      position = end;
      String tableName = tables.get(i).table().name();
      context.capacity().consumed(tableName, use.total(), 0);
      results.add(new BatchGetResult.OfTable(asked, tableName, reads, use));
    }
    return new BatchGetResult(results, request.capacity());
  }

  /** How many of the reads, from the first on, fit into a response; the first one always does. */
  private int processed() {
    int read = firstUnread.get();
    boolean small = IntStream.range(0, read).mapToLong(this::sizeBytes).sum() <= SMALL_BYTES;
    return small ? read : fitting(read);
  }

  private int fitting(int read) {
    long sizeBytes = 0;
    long printedBytes = 0;
    for (int i = 0; i < read; i++) {
      if (found.get(i) instanceof ItemRead.Found found) {
        sizeBytes += found.item().sizeBytes();
        printedBytes += PrintedSize.of(found.item());
        if (i > 0 && (sizeBytes > MAX_RESPONSE_BYTES || printedBytes > MAX_PRINTED_BYTES)) {
          return i;
        }
      }
    }
    return read;
  }

  private ItemRead read(int position) {
    return Objects.requireNonNull(found.get(position), "answered before all was read");
  }

  private int sizeBytes(int position) {
    return found.get(position) instanceof ItemRead.Found read ? read.item().sizeBytes() : 0;
  }
}
