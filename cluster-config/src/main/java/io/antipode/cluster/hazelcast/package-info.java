/**
 * The metadata of one region, shared by its nodes: tables, placement, who is there. The only
 * importer of {@code com.hazelcast}.
 *
 * <p>The truth of each node is its own folder of small files; Hazelcast carries entries between the
 * nodes of a region and settles which of two is newer. So authority never rests on Hazelcast: a
 * cold start of a whole region brings everything back from the files, and a node of a one-node
 * region serves before its member is up.
 *
 * <p>Changes run one at a time on the metadata thread; views may be read on any thread. Start
 * reading at {@link io.antipode.cluster.hazelcast.MetadataMap}.
 */
@NullMarked
package io.antipode.cluster.hazelcast;

import org.jspecify.annotations.NullMarked;
