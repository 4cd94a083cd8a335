package io.antipode.node.operation.batch;

import io.antipode.node.action.CapacityUse;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.data.CapacityWanted;
import io.antipode.node.operation.data.CollectionMetrics;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * What BatchWriteItem answers.
 *
 * @param done the writes, in the request's order, and whether each was done
 * @param uses by the tables' real names
 */
public record BatchWriteResult(
    BatchWriteRequest request, List<Ended> done, Map<String, CapacityUse> uses) {
  /** A write that was done, or refused and so unprocessed. */
  public record Ended(Planned write, boolean done) {}

  void write(JsonOut out) {
    out.beginObject().name("UnprocessedItems").beginObject();
    byTable(out, ended -> !ended.done, (planned, list) -> write(planned.write(), list));
    out.endObject();
    if (request.metrics() && done.stream().anyMatch(BatchWriteResult::hasMetrics)) {
      out.name("ItemCollectionMetrics").beginObject();
      byTable(
          out,
          ended -> ended.done && hasMetrics(ended),
          (planned, list) ->
              CollectionMetrics.writeValue(list, planned.action().table(), planned.action().key()));
      out.endObject();
    }
    if (request.capacity() != CapacityWanted.NONE) {
      out.name("ConsumedCapacity").beginArray();
      uses.forEach((name, use) -> request.capacity().writeValue(out, name, use));
      out.endArray();
    }
    out.endObject();
  }

  private static boolean hasMetrics(Ended ended) {
    return ended.write.action().table().hasLocalIndexes();
  }

  private static void write(BatchWriteRequest.Write write, JsonOut out) {
    out.beginObject();
    switch (write) {
      case BatchWriteRequest.Write.Put(var item) ->
          out.name("PutRequest").beginObject().name("Item").item(item).endObject();
      case BatchWriteRequest.Write.Delete(var key) ->
          out.name("DeleteRequest").beginObject().name("Key").item(key).endObject();
    }
    out.endObject();
  }

  /** Writes one list for each table that has any of the chosen writes. */
  private void byTable(JsonOut out, Predicate<Ended> chosen, BiConsumer<Planned, JsonOut> writer) {
    String open = null;
    for (Ended ended : done) {
      if (chosen.test(ended)) {
        Planned planned = ended.write;
        if (!planned.tableName().equals(open)) {
          if (open != null) {
            out.endArray();
          }
          open = planned.tableName();
          out.name(open).beginArray();
        }
        writer.accept(planned, out);
      }
    }
    if (open != null) {
      out.endArray();
    }
  }
}
