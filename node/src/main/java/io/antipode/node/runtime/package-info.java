/**
 * The node's threads, clock and randomness: adapters of the ports that everything below takes them
 * through. One event loop per core runs the HTTP connections and, pinned to it, a share of the
 * shards; blocking work goes to a small pool, in order per shard. Start reading at {@link
 * io.antipode.node.runtime.EventLoops}.
 */
@NullMarked
package io.antipode.node.runtime;

import org.jspecify.annotations.NullMarked;
