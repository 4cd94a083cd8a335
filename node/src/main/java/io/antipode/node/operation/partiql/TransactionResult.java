package io.antipode.node.operation.partiql;

import io.antipode.node.action.CapacityUse;
import io.antipode.node.item.Item;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.data.CapacityWanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What ExecuteTransaction answers.
 *
 * @param found of each statement that reads, empty where there is no item; no statement that writes
 *     has any
 * @param uses the capacity by the tables' names
 * @param unitsRead whether these are units of reads
 */
public record TransactionResult(
    List<Optional<Item>> found,
    CapacityWanted capacity,
    Map<String, CapacityUse> uses,
    boolean unitsRead) {
  void write(JsonOut out) {
    out.beginObject().name("Responses").beginArray();
    for (Optional<Item> item : found) {
      out.beginObject();
      if (item.isPresent()) {
        out.name("Item").item(item.get());
      }
      out.endObject();
    }
    out.endArray();
    if (capacity != CapacityWanted.NONE) {
      String kind = unitsRead ? "ReadCapacityUnits" : "WriteCapacityUnits";
      out.name("ConsumedCapacity").beginArray();
      uses.forEach((table, use) -> capacity.writeValue(out, table, use, kind));
      out.endArray();
    }
    out.endObject();
  }
}
