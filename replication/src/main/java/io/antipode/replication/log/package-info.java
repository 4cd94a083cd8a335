/**
 * The shard log, which with checkpoints is the truth, and the disk it is written to. Confined to
 * the shard's event loop. Start reading at {@link io.antipode.replication.log.Disk}.
 */
@NullMarked
package io.antipode.replication.log;

import org.jspecify.annotations.NullMarked;
