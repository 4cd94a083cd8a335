package io.antipode.node.operation.batch;

import io.antipode.node.action.ItemAction;

/**
 * A write of a batch and what it does on its shard.
 *
 * @param tableName as the request has it
 */
record Planned(String tableName, BatchWriteRequest.Write write, ItemAction action) {}
