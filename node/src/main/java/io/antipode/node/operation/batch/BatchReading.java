package io.antipode.node.operation.batch;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.Units;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.CapacityWanted;
import io.antipode.node.operation.data.DataRequest;
import io.antipode.node.operation.data.Hop;
import io.antipode.node.operation.data.Member;
import io.antipode.node.storage.ItemShard;
import io.antipode.node.storage.Shard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The reads of a BatchGetItem under way: one hop to each shard that holds any of the items; the
 * last shard to answer writes the response, with as many items as fit into 16 MB.
 */
final class BatchReading {
  private static final long MAX_RESPONSE_BYTES = 16L * 1_024 * 1_024;

  /** What all batches of the process may hold at once; beyond it they leave keys unprocessed. */
  private static final long MAX_GATHERED_BYTES = Runtime.getRuntime().maxMemory() / 8;

  private static final AtomicLong ALL_GATHERED_BYTES = new AtomicLong();

  private final OperationContext context;
  private final Call call;
  private final CapacityWanted wanted;
  private final List<BatchGetItem.Asked> tables;
  private final List<ItemKey> keys;
  private final AtomicReferenceArray<@Nullable Item> found;
  private final AtomicInteger shardsMissing = new AtomicInteger();
  private final AtomicLong gatheredBytes = new AtomicLong();

  /** All keys before this have been read. */
  private final AtomicInteger firstUnread;

  private volatile boolean allServe = true;
  private volatile @Nullable RuntimeException failure;

  /**
   * @param keys all keys of all tables, in the request's order
   */
  BatchReading(
      OperationContext context,
      Call call,
      CapacityWanted wanted,
      List<BatchGetItem.Asked> tables,
      List<ItemKey> keys) {
    this.context = context;
    this.call = call;
    this.wanted = wanted;
    this.tables = tables;
    this.keys = keys;
    this.found = new AtomicReferenceArray<>(keys.size());
    this.firstUnread = new AtomicInteger(keys.size());
  }

  void start() {
    Map<ShardId, List<Integer>> byShard = new HashMap<>();
    int shardCount = context.shards().shardCount();
    for (int i = 0; i < keys.size(); i++) {
      ShardId shard = ShardId.of(keys.get(i).partitionHash(), shardCount);
      byShard.computeIfAbsent(shard, key -> new ArrayList<>()).add(i);
    }
    shardsMissing.set(byShard.size());
    byShard.forEach(
        (shard, positions) ->
            Hop.run(context.shards(), shard, call, arrived -> read(arrived, positions)));
  }

  private void read(Shard shard, List<Integer> positions) {
    try {
      if (shard.isServing()) {
        gather(shard, positions);
      } else {
        allServe = false;
      }
    } catch (RuntimeException e) {
      failure = e;
    }
    if (shardsMissing.decrementAndGet() == 0) {
      try {
        finish();
      } finally {
        ALL_GATHERED_BYTES.addAndGet(-gatheredBytes.get());
      }
    }
  }

  /** Reads the items in the request's order, up to what may be held. */
  private void gather(Shard shard, List<Integer> positions) {
    for (int position : positions) {
      Item item = shard.get(keys.get(position));
      if (item != null && !mayHold(item.sizeBytes())) {
        firstUnread.accumulateAndGet(position, Math::min);
        return;
      }
      found.set(position, item);
    }
  }

  private boolean mayHold(int sizeBytes) {
    if (ALL_GATHERED_BYTES.addAndGet(sizeBytes) > MAX_GATHERED_BYTES) {
      ALL_GATHERED_BYTES.addAndGet(-sizeBytes);
      return false;
    }
    gatheredBytes.addAndGet(sizeBytes);
    return true;
  }

  private void finish() {
    RuntimeException failed = failure;
    if (failed != null) {
      throw failed;
    }
    if (!allServe) {
      throw new ApiException(Hop.refused(ItemShard.WriteRefusal.NOT_SERVING));
    }
    if (firstUnread.get() == 0) {
      throw new ApiException(
          new ApiError(
              ErrorType.SERVICE_UNAVAILABLE,
              "Too many large reads are under way. Please try again shortly"));
    }
    answer();
  }

  private void answer() {
    int processed = processed();
    JsonOut out = new JsonOut().beginObject();
    out.name("Responses").beginObject();
    int position = 0;
    List<CapacityUse> uses = new ArrayList<>();
    for (BatchGetItem.Asked table : tables) {
      CapacityUse use = new CapacityUse();
      boolean consistent = table.request().flag(Member.CONSISTENT_READ);
      out.name(table.tableName()).beginArray();
      for (int end = position + table.keyItems().size(); position < end; position++) {
        if (position < processed) {
          Item item = found.get(position);
          use.addTable(Units.read(item == null ? 0 : item.sizeBytes(), consistent));
          if (item != null) {
            out.item(table.view().apply(item));
          }
        }
      }
      out.endArray();
      uses.add(use);
      context.capacity().consumed(table.keys().table().name(), use.total(), 0);
    }
    out.endObject().name("UnprocessedKeys").beginObject();
    writeUnprocessed(out, processed);
    out.endObject();
    if (wanted != CapacityWanted.NONE) {
      writeCapacity(out, uses);
    }
    call.succeed(out.endObject());
  }

  private void writeCapacity(JsonOut out, List<CapacityUse> uses) {
    out.name("ConsumedCapacity").beginArray();
    for (int i = 0; i < uses.size(); i++) {
      wanted.writeValue(out, tables.get(i).keys().table().name(), uses.get(i));
    }
    out.endArray();
  }

  /** How many of the reads, from the first on, fit into a response. */
  private int processed() {
    long sizeBytes = 0;
    int read = firstUnread.get();
    for (int i = 0; i < read; i++) {
      Item item = found.get(i);
      sizeBytes += item == null ? 0 : item.sizeBytes();
      if (sizeBytes > MAX_RESPONSE_BYTES) {
        return i;
      }
    }
    return read;
  }

  private void writeUnprocessed(JsonOut out, int processed) {
    int first = 0;
    for (BatchGetItem.Asked table : tables) {
      int size = table.keyItems().size();
      if (first + size > processed) {
        out.name(table.tableName()).beginObject().name("Keys").beginArray();
        for (Item key : table.keyItems().subList(Math.max(0, processed - first), size)) {
          out.item(key);
        }
        out.endArray();
        writeParameters(out, table.request());
        out.endObject();
      }
      first += size;
    }
  }

  /** Repeats the parameters beside the keys, so that the client can ask again as it is told. */
  private static void writeParameters(JsonOut out, DataRequest request) {
    if (request.has(Member.CONSISTENT_READ)) {
      out.name("ConsistentRead").value(request.flag(Member.CONSISTENT_READ));
    }
    String projection = request.text(Member.PROJECTION_EXPRESSION);
    if (projection != null) {
      out.name("ProjectionExpression").value(projection);
    }
    Map<String, String> names = request.names();
    if (names != null) {
      out.name("ExpressionAttributeNames").beginObject();
      names.forEach((name, attribute) -> out.name(name).value(attribute));
      out.endObject();
    }
    List<String> attributes = request.texts(Member.ATTRIBUTES_TO_GET);
    if (attributes != null) {
      out.name("AttributesToGet").beginArray();
      attributes.forEach(out::value);
      out.endArray();
    }
  }
}
