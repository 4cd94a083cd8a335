/**
 * Replication of shards between regions. Each shard and peer has a {@code Sender} (a cursor over
 * the shard's own writes), {@code Transfers} (seeds, complete copies, repairs), a {@code Receiver}
 * and a {@code Comparison}; all run on the shard's event loop and talk in {@code Frame}s. The
 * states and their transitions are in {@code Sender}'s doc.
 *
 * <p>What holds throughout:
 *
 * <ol>
 *   <li>A region ships only what it accepted itself; every region talks to every other.
 *   <li>Cursors are hybrid logical times. A batch says from where to where it reaches, so a
 *       receiver sees any gap, and repeats do no harm.
 *   <li>A watermark rises only over what is durable; an acknowledgement tells the watermark.
 *   <li>What a receiver can't take yet (a version from the future, a full disk) holds back
 *       everything after it, in its shard and from that peer alone; a table that it has not heard
 *       of holds back nothing, and comes by its seed.
 *   <li>No time that a peer tells is believed beyond what a version's may be.
 *   <li>Items that come by transfer are flagged out of order and move no watermark.
 *   <li>A table's writes are shipped to a region once the catalog shows a replica there; what was
 *       written before comes by the seed.
 *   <li>Tombstones go when every region is known to have applied everything up to them, or after
 *       retention; the greatest time of one that went is the shard's floor. Who comes back and has
 *       not applied what lies below it is behind: it gets a complete copy ({@code Sender}), drops
 *       what that lacks ({@code ForgottenDeletions}), spreads nothing meanwhile ({@code Transfers})
 *       and, where it was away, serves nobody ({@code Rejoin}).
 * </ol>
 *
 * Start reading at {@link io.antipode.replication.region.RegionReplication} and {@link
 * io.antipode.replication.region.ReplicatedShard}.
 */
@NullMarked
package io.antipode.replication.region;

import org.jspecify.annotations.NullMarked;
