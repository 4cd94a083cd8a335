package io.antipode.node.operation.item;

import io.antipode.node.action.ItemView;
import io.antipode.node.item.Item;
import io.antipode.node.operation.data.CapacityWanted;
import java.util.Set;

/**
 * What GetItem is asked.
 *
 * @param nestedRoots the attributes that paths of the projection go into
 */
public record GetItemRequest(
    String tableName,
    Item key,
    boolean consistent,
    ItemView view,
    Set<String> nestedRoots,
    CapacityWanted capacity) {}
