/**
 * The shard: single writer over log, checkpoints and views. Everything of a shard is confined to
 * its event loop. Start reading at {@code Shard}.
 */
@NullMarked
package io.antipode.node.storage;

import org.jspecify.annotations.NullMarked;
