package io.antipode.node.bootstrap.repair;

import io.antipode.cluster.hazelcast.HazelcastMetadata;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.NodeId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.runtime.SystemTime;
import io.antipode.node.storage.recovery.ShardOptions;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.FileDisk;
import io.antipode.replication.log.Durability;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The folder of one region's node.
 *
 * <pre>
 *   shards/                a folder for each shard, the journal, the reserve
 *   opened                 how many shards there are ({@link OpenedShards})
 *   metadata/              tables, placement, nodes
 *   metadata-copy/         the same once more
 *   archive/               copies of tables, unless they lie elsewhere
 *   archive-copy/          what is known of them once more
 *   damaged/               what a repair has set aside, by the path that it had
 * </pre>
 *
 * @param root the folder
 * @param shards the folder {@code shards} in it, as the region's node sees it
 * @param archive the folder of that name
 * @param archiveCopy the folder of that name
 * @param metadata the folder of that name
 */
public record RegionFolder(
    Region region, Disk root, Disk shards, Disk archive, Disk archiveCopy, Path metadata) {
  /** The name of the archive's folder where it is in this one. */
  public static final String ARCHIVE = "archive";

  private static final String SHARDS = "shards/";
  private static final String ASIDE = "damaged/";

  /** A real one, with its archive in it. */
  public static RegionFolder at(Region region, Path folder) throws IOException {
    return at(region, folder, folder.resolve(ARCHIVE));
  }

  /** A real one. */
  public static RegionFolder at(Region region, Path folder, Path archive) throws IOException {
    return new RegionFolder(
        region,
        new FileDisk(folder),
        new FileDisk(folder.resolve(SHARDS)),
        new FileDisk(archive),
        new FileDisk(folder.resolve("archive-copy")),
        folder.resolve("metadata"));
  }

  /** As far as looking at files goes. */
  ShardOptions shard(int number) {
    ShardId id = new ShardId(number);
    return ShardOptions.of(id, region, SHARDS + id, Durability.OS);
  }

  HazelcastMetadata openMetadata() throws IOException {
    return HazelcastMetadata.open(
        HazelcastMetadata.Options.alone(region, new NodeId("repair")),
        metadata,
        new SystemTime().epochMs());
  }

  /**
   * Moves a file or a folder to the same path below {@code damaged}, or to the next free name
   * there.
   *
   * @return where it is now
   */
  String setAside(String path) throws IOException {
    String to = ASIDE + path;
    for (int number = 2; root.exists(to); number++) {
      to = ASIDE + path + "." + number;
    }
    root.rename(path, to);
    int slash = path.lastIndexOf('/');
    root.syncFolder(slash < 0 ? "" : path.substring(0, slash));
    return to;
  }
}
