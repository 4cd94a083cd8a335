package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.ShardAccess;
import io.antipode.node.storage.Shard;
import io.antipode.replication.clock.TimeSource;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Asks the shards: the number of items is exact, their size is that of the first items of each
 * shard, extrapolated. Answers are kept for a few seconds, since clients that wait for something
 * ask often (AWS brings its figures up to date every six hours).
 */
public final class ShardTableSizes implements TableSizes {
  private static final long FRESH_MS = 3_000;
  private static final int SAMPLED_ITEMS = 100;

  /** The half of the hash that follows a table's id in its keys, and one byte more. */
  private static final int END_BYTES = 5;

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
  public void of(TableDescriptor table, Consumer<TableSize> then) {
    long now = time.epochMs();
    Cached known = cache.get(table.id());
    if (known != null && Math.abs(now - known.atMs) < FRESH_MS) {
      then.accept(known.size);
      return;
    }
    AtomicInteger missing = new AtomicInteger(shards.shardCount());
    AtomicLong items = new AtomicLong();
    AtomicLong bytes = new AtomicLong();
    for (int number = 0; number < shards.shardCount(); number++) {
      shards.onShard(
          new ShardId(number),
          shard -> {
            long inShard = shard.digest(table.id()).items();
            items.addAndGet(inShard);
            bytes.addAndGet(bytes(shard, table.id(), inShard));
            if (missing.decrementAndGet() == 0) {
              TableSize size = new TableSize(items.get(), bytes.get(), Map.of());
              keep(table.id(), new Cached(size, now));
              then.accept(size);
            }
          });
    }
  }

  private void keep(long tableId, Cached size) {
    if (cache.size() >= MAX_CACHED) {
      cache.clear();
    }
    cache.put(tableId, size);
  }

  private static long bytes(Shard shard, long tableId, long items) {
    if (items == 0) {
      return 0;
    }
    long[] sampled = new long[2];
    shard.scan(
        firstKey(tableId),
        end(tableId),
        true,
        (key, version, item) -> {
          sampled[0]++;
          sampled[1] += item.sizeBytes();
          return sampled[0] < SAMPLED_ITEMS;
        });
    return sampled[0] == 0 ? 0 : Math.round((double) sampled[1] / sampled[0] * items);
  }

  private static byte[] firstKey(long tableId) {
    return ByteBuffer.allocate(Long.BYTES).putLong(tableId).array();
  }

  /** After every key of the table: its id, then more than any hash and key begin with. */
  private static byte[] end(long tableId) {
    byte[] end = Arrays.copyOf(firstKey(tableId), Long.BYTES + END_BYTES);
    Arrays.fill(end, Long.BYTES, end.length, (byte) 0xff);
    return end;
  }
}
