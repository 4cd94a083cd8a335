/**
 * The shard log, which with checkpoints is the truth, the commit path that leads into it, and the
 * disk that it is written to. Confined to the shard's event loop, save for the {@link
 * io.antipode.replication.disk.IoTask}s that it hands out. May use {@code mutation}, {@code clock}
 * and {@code loop}. Start reading at {@link io.antipode.replication.log.LogRecord}, then {@link
 * io.antipode.replication.log.ShardLog} and {@link io.antipode.replication.log.LogRecovery}.
 */
@NullMarked
package io.antipode.replication.log;

import org.jspecify.annotations.NullMarked;
