package io.antipode.node.operation.item;

import io.antipode.node.action.ItemAction;
import io.antipode.node.action.ItemResult;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.data.CollectionMetrics;

/** What PutItem, UpdateItem and DeleteItem answer. */
public record WriteResult(ItemAction action, WriteOptions options, ItemResult.Done done) {
  void write(JsonOut out) {
    out.beginObject();
    if (done.returned() != null) {
      out.name("Attributes").item(done.returned());
    }
    options.capacity().write(out, action.table().table().name(), done.use());
    if (options.metrics() && action.table().hasLocalIndexes()) {
      CollectionMetrics.writeValue(out.name("ItemCollectionMetrics"), action.table(), action.key());
    }
    out.endObject();
  }
}
