/**
 * What a shard derives from its log: items, the order of keys, index entries, digests, the tables
 * that it serves, and what it knows besides. Brought up to the log by the one {@code LogApplier},
 * which recovery, the writing shard and whoever follows share. One thread at a time: the one that
 * recovers, then the shard's loop. Sees the keys below it, and no shard. Start reading at {@code
 * LogApplier}.
 */
@NullMarked
package io.antipode.node.storage.view;

import org.jspecify.annotations.NullMarked;
