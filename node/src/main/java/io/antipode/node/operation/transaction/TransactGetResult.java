package io.antipode.node.operation.transaction;

import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.ItemRead;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.data.CapacityWanted;
import java.util.List;
import java.util.Map;

/**
 * What TransactGetItems answers.
 *
 * @param reads in the request's order
 * @param uses the capacity by the tables' names
 */
public record TransactGetResult(
    TransactGetRequest request, List<ItemRead> reads, Map<String, CapacityUse> uses) {
  void write(JsonOut out) {
    out.beginObject();
    if (request.capacity() != CapacityWanted.NONE) {
      out.name("ConsumedCapacity").beginArray();
      uses.forEach(
          (table, use) -> request.capacity().writeValue(out, table, use, "ReadCapacityUnits"));
      out.endArray();
    }
    out.name("Responses").beginArray();
    for (int i = 0; i < reads.size(); i++) {
      out.beginObject();
      if (reads.get(i) instanceof ItemRead.Found found) {
        out.name("Item").item(request.gets().get(i).view().apply(found.item()));
      }
      out.endObject();
    }
    out.endArray().endObject();
  }
}
