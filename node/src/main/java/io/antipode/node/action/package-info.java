/**
 * What is executed on a shard: actions on one item, reads of items and of pages, and the messages
 * that carry them there and their results back. It knows neither HTTP nor JSON, so whoever has
 * something to do with items (an action of the API, a batch, the simulation) says it here, and it
 * is decided in one place. Messages and results are immutable values, any thread; they are carried
 * out on the loop of the shard. Sees storage, indexes, expressions and items. Start reading at
 * {@link io.antipode.node.action.ItemAction}, then {@link io.antipode.node.action.ShardMessage}.
 */
@NullMarked
package io.antipode.node.action;

import org.jspecify.annotations.NullMarked;
