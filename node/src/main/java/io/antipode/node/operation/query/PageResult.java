package io.antipode.node.operation.query;

import io.antipode.node.action.CapacityUse;
import io.antipode.node.item.Item;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.data.CapacityWanted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Query and Scan answer.
 *
 * @param items null where only the count is wanted
 * @param lastEvaluatedKey where the next page begins, null where there is none
 */
public record PageResult(
    @Nullable List<Item> items,
    int count,
    int scanned,
    @Nullable Item lastEvaluatedKey,
    CapacityWanted capacity,
    String tableName,
    CapacityUse use) {
  void write(JsonOut out) {
    out.beginObject();
    if (items != null) {
      out.name("Items").beginArray();
      for (Item item : items) {
        out.item(item);
      }
      out.endArray();
    }
    out.name("Count").value(count).name("ScannedCount").value(scanned);
    if (lastEvaluatedKey != null) {
      out.name("LastEvaluatedKey").item(lastEvaluatedKey);
    }
    capacity.write(out, tableName, use);
    out.endObject();
  }
}
