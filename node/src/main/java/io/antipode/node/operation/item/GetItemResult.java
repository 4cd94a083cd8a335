package io.antipode.node.operation.item;

import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.ItemRead;
import io.antipode.node.action.ItemView;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.data.CapacityWanted;
import org.jspecify.annotations.Nullable;

/**
 * What GetItem answers.
 *
 * @param found the whole item with its version, null for none
 */
public record GetItemResult(
    ItemRead.@Nullable Found found,
    ItemView view,
    CapacityWanted capacity,
    String tableName,
    CapacityUse use) {
  void write(JsonOut out) {
    out.beginObject();
    if (found != null) {
      out.name("Item").item(view.apply(found.item()));
    }
    capacity.write(out, tableName, use);
    out.endObject();
  }
}
