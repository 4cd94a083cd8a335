package io.antipode.load.scenario;

import io.antipode.cluster.settings.DurabilityMode;
import io.antipode.cluster.topology.Region;
import java.util.List;

/**
 * The cluster that a scenario runs on.
 *
 * @param regions the first one makes the tables
 * @param shards of each region
 */
public record ClusterSpec(
    List<Region> regions, int nodesPerRegion, int shards, DurabilityMode durability) {}
