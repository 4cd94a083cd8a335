/**
 * Streams: what changed in a table, read from the shard logs. Values are immutable; reading a shard
 * happens on its event loop. Start reading at {@link io.antipode.node.stream.StreamArn}.
 */
@NullMarked
package io.antipode.node.stream;

import org.jspecify.annotations.NullMarked;
