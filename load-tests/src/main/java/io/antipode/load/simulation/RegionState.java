package io.antipode.load.simulation;

import io.antipode.cluster.topology.Region;
import io.antipode.node.item.Bytes;
import io.antipode.replication.mutation.Mutation;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What one region holds of one table when all is quiet.
 *
 * @param items live items by key
 * @param tombstones deletions that are remembered, by key
 * @param entries of the index
 */
record RegionState(
    Region region,
    SortedMap<Bytes, Mutation> items,
    SortedMap<Bytes, Mutation> tombstones,
    SortedSet<Bytes> entries) {}
