package io.antipode.node.bootstrap.repair;

import io.antipode.node.storage.recovery.ShardInspection;
import io.antipode.node.storage.recovery.ShardOptions;
import io.antipode.replication.disk.DamagedFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a start asks before it opens anything: what was there must not begin anew without a word.
 */
public final class FolderCheck {
  private FolderCheck() {}

  /**
   * Throws where the folder has shards, though its metadata doesn't say that there are any.
   *
   * @throws DamagedFileException naming the folder of metadata
   */
  public static void requirePlacement(RegionFolder folder) throws IOException {
    int shards = shardsSeen(folder);
    if (shards > 0) {
      throw new DamagedFileException(
          String.valueOf(folder.metadata()),
          0,
          "gone, and so is its copy, of a region with %d shards; put either back, or see ./antipode repair"
              .formatted(shards));
    }
  }

  /** How many shards there are, or were, as far as their folders and what lies beside them say. */
  static int shardsSeen(RegionFolder folder) throws IOException {
    Integer opened = OpenedShards.read(folder.root());
    int seen = opened == null ? 0 : opened;
    for (String name : folder.root().list("shards")) {
      if (name.matches("shard-[0-9]{1,5}")) {
        seen = Math.max(seen, 1 + Integer.parseInt(name.substring(name.indexOf('-') + 1)));
      }
    }
    return seen;
  }

  /**
   * Throws where a shard is gone that was there once.
   *
   * @param tables whether there are any
   * @throws DamagedFileException naming them
   */
  public static void requireShards(RegionFolder folder, int shardCount, boolean tables)
      throws IOException {
    List<String> gone = new ArrayList<>();
    for (int number = 0; number < shardCount; number++) {
      ShardOptions shard = folder.shard(number);
      if (ShardInspection.isGone(folder.root(), shard)
          && !ShardInspection.isToBeSeeded(folder.root(), shard)) {
        gone.add(shard.folder());
      }
    }
    boolean begun = OpenedShards.read(folder.root()) != null || gone.size() < shardCount || tables;
    if (begun && !gone.isEmpty()) {
      throw new DamagedFileException(
          String.join(", ", gone),
          0,
          "gone, or empty, of %d shards of %s; put them back, or see ./antipode repair"
              .formatted(shardCount, folder.region()));
    }
  }

  /** Notes that all of them are there. Blocks. */
  public static void noteShards(RegionFolder folder, int shardCount) throws IOException {
    Integer noted = OpenedShards.read(folder.root());
    if (noted == null || noted != shardCount) {
      OpenedShards.write(folder.root(), shardCount);
    }
  }
}
