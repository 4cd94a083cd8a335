package io.antipode.node.operation.batch;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.CapacityUse;
import io.antipode.node.item.Item;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.CapacityWanted;
import io.antipode.node.operation.data.CollectionMetrics;
import io.antipode.node.operation.data.DataRequest;
import io.antipode.node.operation.data.Hop;
import io.antipode.node.storage.ItemShard;
import io.antipode.node.storage.Shard;
import io.antipode.replication.clock.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The writes of a BatchWriteItem under way; the last one to be committed or refused writes the
 * response. What a shard refused is unprocessed; where all is refused, the request fails.
 */
final class BatchWriting {
  private final OperationContext context;
  private final Call call;
  private final DataRequest request;
  private final List<BatchWriteItem.Write> writes;
  private final AtomicReferenceArray<@Nullable Outcome> outcomes;
  private final AtomicInteger missing;

  private sealed interface Outcome {
    record Done(@Nullable Version version, CapacityUse use) implements Outcome {}

    record Refused(ItemShard.WriteRefusal refusal) implements Outcome {}
  }

  BatchWriting(
      OperationContext context, Call call, DataRequest request, List<BatchWriteItem.Write> writes) {
    this.context = context;
    this.call = call;
    this.request = request;
    this.writes = writes;
    this.outcomes = new AtomicReferenceArray<>(writes.size());
    this.missing = new AtomicInteger(writes.size());
  }

  void start() {
    int shardCount = context.shards().shardCount();
    for (int i = 0; i < writes.size(); i++) {
      int position = i;
      ShardId shard = ShardId.of(writes.get(i).key().partitionHash(), shardCount);
      Hop.run(context.shards(), shard, call, arrived -> write(arrived, position));
    }
  }

  private void write(Shard shard, int position) {
    BatchWriteItem.Write write = writes.get(position);
    shard.write(
        write.key(),
        current -> decide(write, current),
        new ItemShard.WriteCallback() {
          @Override
          public void committed(
              @Nullable Version version, @Nullable Item before, @Nullable Item after) {
            CapacityUse use = new CapacityUse();
            use.addWrite(write.keys(), write.key(), before, after);
            ended(position, new Outcome.Done(version, use));
          }

          @Override
          public void refused(ItemShard.WriteRefusal refusal) {
            ended(position, new Outcome.Refused(refusal));
          }
        });
  }

  private static ItemShard.Decision decide(BatchWriteItem.Write write, @Nullable Item current) {
    Item item = write.item();
    if (item != null) {
      return new ItemShard.Decision.Put(item);
    }
    return current == null
        ? ItemShard.Decision.Nothing.INSTANCE
        : ItemShard.Decision.Delete.INSTANCE;
  }

  private void ended(int position, Outcome outcome) {
    outcomes.set(position, outcome);
    if (missing.decrementAndGet() == 0) {
      Hop.guard(call, this::answer);
    }
  }

  private void answer() {
    Map<String, CapacityUse> uses = new LinkedHashMap<>();
    ItemShard.WriteRefusal refusal = null;
    Version newest = null;
    for (int i = 0; i < writes.size(); i++) {
      switch (outcomes.get(i)) {
        case Outcome.Done(Version version, CapacityUse use) -> {
          uses.computeIfAbsent(realName(i), name -> new CapacityUse()).add(use);
          newest = version != null && (newest == null || version.beats(newest)) ? version : newest;
        }
        case Outcome.Refused(ItemShard.WriteRefusal why) -> refusal = why;
        case null -> throw new IllegalStateException("answered before write " + i);
      }
    }
    uses.forEach((name, use) -> context.capacity().consumed(name, 0, use.total()));
    if (uses.isEmpty() && refusal != null) {
      call.fail(Hop.refused(refusal));
      return;
    }
    if (newest != null) {
      call.header("x-antipode-version", newest.toString());
    }
    JsonOut out = new JsonOut().beginObject();
    writeUnprocessed(out);
    writeMetrics(out);
    writeCapacity(out, uses);
    call.succeed(out.endObject());
  }

  private String realName(int position) {
    return writes.get(position).keys().table().name();
  }

  private void writeUnprocessed(JsonOut out) {
    out.name("UnprocessedItems").beginObject();
    byTable(
        out,
        position -> outcomes.get(position) instanceof Outcome.Refused,
        (write, list) -> {
          list.beginObject();
          if (write.item() != null) {
            list.name("PutRequest").beginObject().name("Item").item(write.item());
          } else if (write.keyItem() != null) {
            list.name("DeleteRequest").beginObject().name("Key").item(write.keyItem());
          }
          list.endObject().endObject();
        });
    out.endObject();
  }

  private void writeMetrics(JsonOut out) {
    if (writes.stream().anyMatch(write -> CollectionMetrics.wanted(request, write.keys()))) {
      out.name("ItemCollectionMetrics").beginObject();
      byTable(
          out,
          position ->
              outcomes.get(position) instanceof Outcome.Done
                  && CollectionMetrics.wanted(request, writes.get(position).keys()),
          (write, list) -> CollectionMetrics.writeValue(list, write.keys(), write.key()));
      out.endObject();
    }
  }

  /** Writes one list for each table that has any of the chosen writes. */
  private void byTable(
      JsonOut out, IntPredicate chosen, BiConsumer<BatchWriteItem.Write, JsonOut> writer) {
    String open = null;
    for (int i = 0; i < writes.size(); i++) {
      if (chosen.test(i)) {
        BatchWriteItem.Write write = writes.get(i);
        if (!write.tableName().equals(open)) {
          if (open != null) {
            out.endArray();
          }
          open = write.tableName();
          out.name(open).beginArray();
        }
        writer.accept(write, out);
      }
    }
    if (open != null) {
      out.endArray();
    }
  }

  private void writeCapacity(JsonOut out, Map<String, CapacityUse> uses) {
    CapacityWanted wanted = CapacityWanted.by(request);
    if (wanted != CapacityWanted.NONE) {
      out.name("ConsumedCapacity").beginArray();
      uses.forEach((name, use) -> wanted.writeValue(out, name, use));
      out.endArray();
    }
  }
}
