package io.antipode.node.operation.data;

import io.antipode.node.index.TableKeys;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonOut;

/**
 * {@code ItemCollectionMetrics}, which only tables with local indexes have. The size is estimated
 * as the range of the smallest collections.
 */
public final class CollectionMetrics {
  private CollectionMetrics() {}

  public static boolean wanted(Parameters request) {
    return "SIZE".equals(request.text(Parameter.RETURN_ITEM_COLLECTION_METRICS));
  }

  /** Writes the structure. */
  public static void writeValue(JsonOut out, TableKeys keys, ItemKey key) {
    out.beginObject()
        .name("ItemCollectionKey")
        .beginObject()
        .name(keys.partition().name())
        .attribute(key.partitionKey())
        .endObject()
        .name("SizeEstimateRangeGB")
        .beginArray()
        .value(0.0)
        .value(1.0)
        .endArray()
        .endObject();
  }
}
