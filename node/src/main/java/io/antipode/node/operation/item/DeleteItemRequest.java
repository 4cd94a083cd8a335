package io.antipode.node.operation.item;

import io.antipode.node.item.Item;

/** What DeleteItem is asked. */
public record DeleteItemRequest(String tableName, Item key, WriteOptions options) {}
