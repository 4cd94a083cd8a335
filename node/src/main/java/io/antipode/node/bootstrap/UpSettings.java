package io.antipode.node.bootstrap;

import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.settings.Buckets;
import io.antipode.cluster.settings.DurabilityMode;
import io.antipode.cluster.settings.HostPort;
import io.antipode.cluster.topology.Region;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several regions in one process.
 *
 * @param regions in the order of their ports
 * @param port of the front door; the regions' own ports follow it
 * @param dataFolder null to keep everything in a temporary folder that goes with the process
 * @param buckets where exports go and imports come from; null for {@code buckets} below the data
 * @param shardCount per region; null for what the folder has, or {@link #DEFAULT_SHARD_COUNT}
 * @param bindHost a literal address
 * @param faults whether links and clocks may be disturbed on purpose
 * @param strictRegions whether the front door refuses requests that are signed for other regions
 * @param lenient whether requests may have what AWS refuses and DynamoDB Local takes
 * @param throttling whether the capacity of tables limits what requests consume
 */
public record UpSettings(
    List<Region> regions,
    int port,
    @Nullable Path dataFolder,
    @Nullable Buckets buckets,
    @Nullable Integer shardCount,
    DurabilityMode durability,
    String bindHost,
    long maxClockDriftMs,
    boolean faults,
    boolean strictRegions,
    boolean lenient,
    boolean throttling) {

  public static final int DEFAULT_SHARD_COUNT = 4;

  public UpSettings {
    regions = List.copyOf(regions);
    if (regions.isEmpty() || new HashSet<>(regions).size() != regions.size()) {
      throw new IllegalArgumentException("name one or more different regions, not " + regions);
    }
    if (shardCount != null && (shardCount < 1 || shardCount > ShardId.MAX_COUNT)) {
      throw new IllegalArgumentException(
          "a region has 1 to " + ShardId.MAX_COUNT + " shards, not " + shardCount);
    }
    if (port < 1 || lastPort(port, regions.size()) > HostPort.MAX_PORT) {
      throw new IllegalArgumentException(
          "%d regions need the ports %d to %d, which do not all exist"
              .formatted(regions.size(), port, lastPort(port, regions.size())));
    }
  }

  /** The port of a region's own endpoint. */
  public int portOf(Region region) {
    return port + 1 + regions.indexOf(region);
  }

  private static int lastPort(int port, int regionCount) {
    return port + regionCount;
  }
}
