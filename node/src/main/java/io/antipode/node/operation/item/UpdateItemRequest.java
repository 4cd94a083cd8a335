package io.antipode.node.operation.item;

import io.antipode.node.action.Change;
import io.antipode.node.item.Item;
import io.antipode.node.operation.legacy.LegacyUpdate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What UpdateItem is asked.
 *
 * @param change null for nothing
 * @param legacy the {@code AttributeUpdates} that the change was made of, null for none
 */
public record UpdateItemRequest(
    String tableName,
    Item key,
    @Nullable Change change,
    @Nullable Map<String, LegacyUpdate> legacy,
    WriteOptions options) {}
