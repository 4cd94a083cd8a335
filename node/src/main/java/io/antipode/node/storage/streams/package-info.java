/**
 * Streams as a shard serves them: where in its log the records of each stream are ({@link
 * io.antipode.node.storage.streams.StreamIndex}, a view of the log), and reading them ({@link
 * io.antipode.node.storage.streams.StreamReads}). What is asked and answered are values ({@link
 * io.antipode.node.storage.streams.StreamQuery}, {@link
 * io.antipode.node.storage.streams.StreamAnswer}, {@link
 * io.antipode.node.storage.streams.StreamRange}). Confined to the shard's loop, but for reads of
 * files, which are offloaded. May depend on the log, the loop and the catalog; knows no shard.
 * Start reading at {@code StreamIndex}.
 */
@NullMarked
package io.antipode.node.storage.streams;

import org.jspecify.annotations.NullMarked;
