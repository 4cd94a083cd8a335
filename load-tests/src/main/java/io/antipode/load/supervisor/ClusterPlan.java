package io.antipode.load.supervisor;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What cluster to run.
 *
 * @param regions AWS names, each once
 * @param nodesPerRegion the model has several; the product serves a region from one node so far
 * @param durability {@code os} or {@code fsync}
 * @param heapMb of each node's JVM
 * @param diskMb each node's disk, where one of limited size can be had; at least 256 of it stay
 *     free or the node refuses writes
 * @param patches a folder of classes that win over the product's own, or null: seeded bugs
 */
public record ClusterPlan(
    List<String> regions,
    int nodesPerRegion,
    int shardCount,
    String durability,
    int heapMb,
    int diskMb,
    @Nullable Path patches) {
  /** What Antipode can do today. */
  public static final int MAX_NODES_PER_REGION = 1;

  public static final List<String> THREE_REGIONS =
      List.of("us-east-1", "eu-west-1", "ap-southeast-1");

  public ClusterPlan {
    regions = List.copyOf(regions);
    if (regions.isEmpty() || new HashSet<>(regions).size() != regions.size()) {
      throw new IllegalArgumentException("regions must be some, each once: " + regions);
    }
    if (nodesPerRegion < 1 || shardCount < 1 || heapMb < 64 || diskMb < 512) {
      throw new IllegalArgumentException("too small: " + nodesPerRegion + " nodes, " + heapMb);
    }
  }

  public static ClusterPlan of(List<String> regions) {
    return new ClusterPlan(regions, 1, 4, "os", 160, 4096, null);
  }

  public ClusterPlan withDurability(String newDurability) {
    return new ClusterPlan(
        regions, nodesPerRegion, shardCount, newDurability, heapMb, diskMb, patches);
  }

  public ClusterPlan withShards(int newShardCount) {
    return new ClusterPlan(
        regions, nodesPerRegion, newShardCount, durability, heapMb, diskMb, patches);
  }

  public ClusterPlan withNodesPerRegion(int newNodesPerRegion) {
    return new ClusterPlan(
        regions, newNodesPerRegion, shardCount, durability, heapMb, diskMb, patches);
  }

  public ClusterPlan withPatches(@Nullable Path newPatches) {
    return new ClusterPlan(
        regions, nodesPerRegion, shardCount, durability, heapMb, diskMb, newPatches);
  }

  /** All nodes, region by region. */
  public List<NodeName> nodes() {
    return regions.stream()
        .flatMap(
            region ->
                IntStream.rangeClosed(1, nodesPerRegion)
                    .mapToObj(number -> new NodeName(region, number)))
        .toList();
  }

  /**
   * @throws IllegalArgumentException where the product can't do it yet
   */
  void requireSupported() {
    if (nodesPerRegion > MAX_NODES_PER_REGION) {
      throw new IllegalArgumentException(
          nodesPerRegion
              + " nodes per region were asked for; Antipode serves a region from "
              + MAX_NODES_PER_REGION
              + " node so far, so more can be planned but not started");
    }
  }
}
