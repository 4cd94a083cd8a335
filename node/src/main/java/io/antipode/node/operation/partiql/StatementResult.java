package io.antipode.node.operation.partiql;

import io.antipode.node.action.CapacityUse;
import io.antipode.node.item.Item;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.data.CapacityWanted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ExecuteStatement answers.
 *
 * @param items that were read, or what a write returns
 * @param nextToken null where there is no more
 * @param lastEvaluatedKey null where there is no more, or it begins elsewhere
 */
public record StatementResult(
    List<Item> items,
    @Nullable String nextToken,
    @Nullable Item lastEvaluatedKey,
    CapacityWanted capacity,
    String tableName,
    CapacityUse use) {
  void write(JsonOut out) {
    out.beginObject().name("Items").beginArray();
    items.forEach(out::item);
    out.endArray();
    if (nextToken != null) {
      out.name("NextToken").value(nextToken);
    }
    capacity.write(out, tableName, use);
    if (lastEvaluatedKey != null) {
      out.name("LastEvaluatedKey").item(lastEvaluatedKey);
    }
    out.endObject();
  }
}
