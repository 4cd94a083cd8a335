/**
 * Replication of shards between regions: senders, receivers, cursors, seeding. All on the shard's
 * event loop. Start reading at {@link io.antipode.replication.region.ReplicatedShard}.
 */
@NullMarked
package io.antipode.replication.region;

import org.jspecify.annotations.NullMarked;
