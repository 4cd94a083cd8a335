/**
 * Files with all live items and tombstones of a shard as of a log position: written while writes go
 * on, read at recovery, for seeds and backups. Writing is confined to the shard's loop with its IO
 * offloaded; reading blocks, on any one thread. May use {@code log}, {@code mutation}, {@code
 * clock} and {@code loop}. Start reading at {@link
 * io.antipode.replication.checkpoint.CheckpointFormat}.
 */
@NullMarked
package io.antipode.replication.checkpoint;

import org.jspecify.annotations.NullMarked;
