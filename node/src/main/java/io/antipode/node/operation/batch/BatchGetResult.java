package io.antipode.node.operation.batch;

import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.ItemRead;
import io.antipode.node.item.Item;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.data.CapacityWanted;
import java.util.List;

/** What BatchGetItem answers: of each table, in the request's order. */
public record BatchGetResult(List<OfTable> tables, CapacityWanted capacity) {
  /**
   * What was read of one table.
   *
   * @param tableName its real name
   * @param reads of the first of the keys that were asked for
   */
  public record OfTable(
      KeysAndAttributes asked, String tableName, List<ItemRead> reads, CapacityUse use) {}

  void write(JsonOut out) {
    out.beginObject().name("Responses").beginObject();
    for (OfTable table : tables) {
      out.name(table.asked.tableName()).beginArray();
      for (ItemRead read : table.reads) {
        if (read instanceof ItemRead.Found found) {
          out.item(table.asked.view().apply(found.item()));
        }
      }
      out.endArray();
    }
    out.endObject().name("UnprocessedKeys").beginObject();
    for (OfTable table : tables) {
      if (table.reads.size() < table.asked.keys().size()) {
        writeUnprocessed(out, table.asked, table.reads.size());
      }
    }
    out.endObject();
    if (capacity != CapacityWanted.NONE) {
      out.name("ConsumedCapacity").beginArray();
      tables.forEach(table -> capacity.writeValue(out, table.tableName, table.use));
      out.endArray();
    }
    out.endObject();
  }

  /** Repeats the parameters beside the keys, so that the client can ask again as it is told. */
  private static void writeUnprocessed(JsonOut out, KeysAndAttributes asked, int processed) {
    out.name(asked.tableName()).beginObject().name("Keys").beginArray();
    for (Item key : asked.keys().subList(processed, asked.keys().size())) {
      out.item(key);
    }
    out.endArray();
    if (asked.consistentRead() != null) {
      out.name("ConsistentRead").value(asked.isConsistent());
    }
    if (asked.projectionExpression() != null) {
      out.name("ProjectionExpression").value(asked.projectionExpression());
    }
    if (asked.expressionAttributeNames() != null) {
      out.name("ExpressionAttributeNames").beginObject();
      asked
          .expressionAttributeNames()
          .forEach((name, attribute) -> out.name(name).value(attribute));
      out.endObject();
    }
    if (asked.attributesToGet() != null) {
      out.name("AttributesToGet").beginArray();
      asked.attributesToGet().forEach(out::value);
      out.endArray();
    }
    out.endObject();
  }
}
