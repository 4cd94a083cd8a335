package io.antipode.node.operation.item;

import io.antipode.node.item.Item;

/** What PutItem is asked. */
public record PutItemRequest(String tableName, Item item, WriteOptions options) {}
