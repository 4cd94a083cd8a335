/**
 * When a deletion may be forgotten: watermarks of all regions, gathered from their gossip. Pure;
 * confined to one shard's loop. Start reading at {@link
 * io.antipode.replication.tombstone.WatermarkMatrix}.
 */
@NullMarked
package io.antipode.replication.tombstone;

import org.jspecify.annotations.NullMarked;
