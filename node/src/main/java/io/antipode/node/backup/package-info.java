/**
 * Copies of tables that are kept: on-demand backups, what point-in-time recovery begins with, and
 * restores into new tables.
 *
 * <pre>
 *   a copy     every shard: what it holds, walked while writes go on ─┐
 *                           what its log says since                   ├─▶ one instant, cut
 *                           what transactions hold at the cut        ─┘
 *   a restore  the copy's items, then what the log says up to a time, written into a new table
 *              through its shards, as clients' writes are
 * </pre>
 *
 * <p>All state lies in the archive, a disk of its own, and in one object, which decides on the
 * archive's loop; what concerns a shard runs on that one's loop, what blocks is offloaded. May use
 * shards and what they are asked, and the catalog. Start reading at {@link
 * io.antipode.node.backup.Backups}; the instant is chosen in {@link
 * io.antipode.node.backup.TableCopy}.
 */
@NullMarked
package io.antipode.node.backup;

import org.jspecify.annotations.NullMarked;
