package io.antipode.node.operation.batch;

import io.antipode.node.action.ItemView;
import io.antipode.node.item.Item;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What BatchGetItem is asked of one table.
 *
 * @param tableName as the request has it
 * @param view what the parameters below make of an item
 * @param nestedRoots the attributes that paths of the projection go into
 * @param consistentRead the parameters as given, which go back with keys that were not processed
 */
public record KeysAndAttributes(
    String tableName,
    List<Item> keys,
    ItemView view,
    Set<String> nestedRoots,
    @Nullable Boolean consistentRead,
    @Nullable String projectionExpression,
    @Nullable Map<String, String> expressionAttributeNames,
    @Nullable List<String> attributesToGet) {
  boolean isConsistent() {
    return Boolean.TRUE.equals(consistentRead);
  }
}
