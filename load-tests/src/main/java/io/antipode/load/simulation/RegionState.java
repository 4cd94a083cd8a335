package io.antipode.load.simulation;

import io.antipode.cluster.topology.Region;
import io.antipode.node.item.Bytes;
import io.antipode.replication.mutation.Mutation;
import java.util.List;
import java.util.SortedMap;

/**
 * What one region holds when all is quiet.
 *
 * @param items live items by key
 * @param tombstones deletions that are remembered, by key
 * @param stream the log's records that the table's stream shows, shard after shard, in order
 */
public record RegionState(
    Region region,
    SortedMap<Bytes, Mutation> items,
    SortedMap<Bytes, Mutation> tombstones,
    List<Mutation> stream) {}
