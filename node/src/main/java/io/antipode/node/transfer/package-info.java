/**
 * What goes between tables and buckets: exports, imports and bulk operations.
 *
 * <pre>
 *   an export    rows as of a time ─▶ sorted by key, a shard at a time ─▶ lines, packed ─▶ objects
 *   an import    objects ─▶ unpacked ─▶ records ─▶ items ─▶ a new table, through its shards
 *   bulk puts    the same ─▶ items with their conditions ─▶ a table that is there
 * </pre>
 *
 * <p>What is asked for is remembered in the archive before it is answered, and gone on with after a
 * restart. One object decides, on the loop of transfers; what blocks is done in that loop's own
 * line, a bounded piece at a time, so neither shards nor the archive wait for a bucket. May use the
 * archive, the catalog, shards by message and the API's model. Start reading at {@link
 * io.antipode.node.transfer.Transfers}.
 */
@NullMarked
package io.antipode.node.transfer;

import org.jspecify.annotations.NullMarked;
