package io.antipode.load.history;

import io.antipode.cluster.topology.Region;
import java.util.List;
import java.util.Map;

/**
 * All records of a region's stream of a table, from the table's creation to its end.
 *
 * @param shards the records of each shard in their order, by shard id
 */
public record StreamContents(
    Region region, String table, Map<String, List<Result.Change>> shards) {}
