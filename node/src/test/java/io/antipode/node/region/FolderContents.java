package io.antipode.node.region;

import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.node.storage.Shard;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.region.ReplicatedShard;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** All that three regions hold, a line for each fact, to be compared with what they held once. */
final class FolderContents {
  private static final HexFormat HEX = HexFormat.of();

  private FolderContents() {}

  static List<String> of(ThreeRegions regions) {
    List<String> lines = new ArrayList<>();
    for (Region region : ThreeRegions.REGIONS) {
      List<TableDescriptor> tables = regions.node(region).tables();
      regions.eachShard(
          region,
          shard -> {
            String place = region + " " + shard.id() + " ";
            ofShard(shard, tables).forEach(line -> lines.add(place + line));
          });
    }
    return lines;
  }

  private static List<String> ofShard(Shard shard, List<TableDescriptor> tables) {
    List<String> lines = new ArrayList<>();
    lines.add("standing " + shard.standing());
    lines.add("floor " + shard.tombstoneFloor());
    for (Region origin : ThreeRegions.REGIONS) {
      lines.add("watermark " + origin + " " + shard.watermark(origin));
    }
    shard.readLog(
        shard.firstLogPosition(),
        Integer.MAX_VALUE,
        (position, mutation) -> lines.add("log " + position + " " + text(mutation)));
    for (TableDescriptor table : tables) {
      ReplicatedShard.Digest digest = shard.digest(table.id());
      lines.add("table %s %d %x".formatted(table.name(), digest.items(), digest.hash()));
      shard.snapshot(
          table.id(),
          null,
          Integer.MAX_VALUE,
          item -> lines.add(table.name() + " holds " + text(item)));
      table.indexes().forEach(index -> entries(shard, table, index, lines));
    }
    return lines;
  }

  private static void entries(
      Shard shard, TableDescriptor table, IndexDescriptor index, List<String> lines) {
    shard.scan(
        ByteBuffer.allocate(Long.BYTES).putLong(index.id()).array(),
        ByteBuffer.allocate(Long.BYTES).putLong(index.id() + 1).array(),
        true,
        (key, item) ->
            lines.add(
                "%s by %s %s %s"
                    .formatted(table.name(), index.name(), HEX.formatHex(key), crc(item.bytes()))));
  }

  /** A change in short; images by their checksums. */
  private static String text(Mutation mutation) {
    return "%s %s new %s old %s stream %d flags %d"
        .formatted(
            HEX.formatHex(mutation.key()),
            mutation.version(),
            crc(mutation.newImage()),
            crc(mutation.oldImage()),
            mutation.streamEpochMs(),
            mutation.flags());
  }

  private static String crc(byte @Nullable [] image) {
    if (image == null) {
      return "-";
    }
    CRC32C crc = new CRC32C();
    crc.update(image);
    return Long.toHexString(crc.getValue());
  }
}
