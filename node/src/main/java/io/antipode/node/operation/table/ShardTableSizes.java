package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.Answer;
import io.antipode.node.action.MeasureTable;
import io.antipode.node.action.ShardAccess;
import io.antipode.replication.clock.TimeSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks the shards. Answers are kept for a few seconds, since clients that wait for something ask
 * often (AWS brings its figures up to date every six hours).
 */
public final class ShardTableSizes implements TableSizes {
  private static final long FRESH_MS = 3_000;
  private static final int MAX_CACHED = 10_000;

  private record Cached(TableSize size, long atMs) {}

  private final ShardAccess shards;
  private final TimeSource time;
  private final Map<Long, Cached> cache = new ConcurrentHashMap<>();

  public ShardTableSizes(ShardAccess shards, TimeSource time) {
    this.shards = shards;
    this.time = time;
  }

  @Override
  public CompletionStage<TableSize> of(TableDescriptor table) {
    long now = time.epochMs();
    Cached known = cache.get(table.id());
    if (known != null && Math.abs(now - known.atMs) < FRESH_MS) {
      return CompletableFuture.completedStage(known.size);
    }
    Sum sum = new Sum(shards.shardCount());
    MeasureTable message = new MeasureTable(table.id());
    for (int number = 0; number < shards.shardCount(); number++) {
      shards.send(new ShardId(number), message, sum);
    }
    return sum.whole.thenApply(
        size -> {
          keep(table.id(), new Cached(size, now));
          return size;
        });
  }

  private void keep(long tableId, Cached size) {
    if (cache.size() >= MAX_CACHED) {
      cache.clear();
    }
    cache.put(tableId, size);
  }

  /** The shards' answers, added up as they come. */
  private static final class Sum implements Answer<MeasureTable.Measure> {
    private final AtomicLong items = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger missing;
    private final CompletableFuture<TableSize> whole = new CompletableFuture<>();

    Sum(int shards) {
      missing = new AtomicInteger(shards);
    }

    @Override
    public void succeed(MeasureTable.Measure measure) {
      items.addAndGet(measure.items());
      bytes.addAndGet(measure.bytes());
      if (missing.decrementAndGet() == 0) {
        whole.complete(new TableSize(items.get(), bytes.get(), Map.of()));
      }
    }

    @Override
    public void fail(Throwable failure) {
      whole.completeExceptionally(failure);
    }
  }
}
