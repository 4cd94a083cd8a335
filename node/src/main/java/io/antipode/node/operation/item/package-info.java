/**
 * The actions on one item: PutItem, GetItem, UpdateItem, DeleteItem. Each hops once, to the item's
 * shard, and answers there. Start reading at {@link io.antipode.node.operation.item.PutItem}.
 */
@NullMarked
package io.antipode.node.operation.item;

import org.jspecify.annotations.NullMarked;
