/**
 * The deletion of items whose time to live is over: when, in which order and how fast. What is due
 * a shard knows itself ({@link io.antipode.node.storage.ExpiryShard}), and decides each deletion on
 * the item's newest state.
 *
 * <p>On the shards' loops. Sees storage. Start reading at {@link io.antipode.node.ttl.Sweeper}.
 */
@NullMarked
package io.antipode.node.ttl;

import org.jspecify.annotations.NullMarked;
