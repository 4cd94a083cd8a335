package io.antipode.node.operation.transaction;

import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.ItemAction;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.data.CapacityWanted;
import io.antipode.node.operation.data.CollectionMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What TransactWriteItems answers.
 *
 * @param actions in the request's order
 * @param uses the capacity by the tables' names
 * @param repeated whether it took place before, and this was but a read of that
 */
public record TransactWriteResult(
    TransactWriteRequest request,
    List<ItemAction> actions,
    Map<String, CapacityUse> uses,
    boolean repeated) {
  void write(JsonOut out) {
    out.beginObject();
    if (request.capacity() != CapacityWanted.NONE) {
      String kind = repeated ? "ReadCapacityUnits" : "WriteCapacityUnits";
      out.name("ConsumedCapacity").beginArray();
      uses.forEach((table, use) -> request.capacity().writeValue(out, table, use, kind));
      out.endArray();
    }
    if (request.metrics()) {
      writeMetrics(out);
    }
    out.endObject();
  }

  private void writeMetrics(JsonOut out) {
    Map<String, List<ItemAction>> byTable = new LinkedHashMap<>();
    for (ItemAction action : actions) {
      if (action.table().hasLocalIndexes()) {
        byTable
            .computeIfAbsent(action.table().table().name(), name -> new ArrayList<>())
            .add(action);
      }
    }
    if (!byTable.isEmpty()) {
      out.name("ItemCollectionMetrics").beginObject();
      byTable.forEach(
          (table, mine) -> {
            out.name(table).beginArray();
            mine.forEach(each -> CollectionMetrics.writeValue(out, each.table(), each.key()));
            out.endArray();
          });
      out.endObject();
    }
  }
}
