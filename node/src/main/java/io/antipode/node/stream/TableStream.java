package io.antipode.node.stream;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.placement.PartitionHash;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.storage.streams.StreamId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One stream with the table that it belongs to, which may have been deleted since. One stream shard
 * stands for each storage shard; there are no parents and no children.
 */
public record TableStream(Region region, TableDescriptor table, StreamDescriptor stream) {
  /** How long a stream that was switched off can be read. */
  public static final long RETENTION_MS = 24L * 60 * 60 * 1_000;

  /** Every stream that can be read now, in order of its ARN. */
  public static List<TableStream> readable(Region region, CatalogView view, long nowMs) {
    List<TableStream> streams = new ArrayList<>();
    for (TableDescriptor table : view.all()) {
      for (StreamDescriptor stream : table.local().streams()) {
        if (stream.enabled() || nowMs - stream.disabledAtMs() < RETENTION_MS) {
          streams.add(new TableStream(region, table, stream));
        }
      }
    }
    streams.sort(Comparator.comparing(TableStream::arn));
    return streams;
  }

  /** The stream of that ARN, or null where there is none that can be read. */
  public static @Nullable TableStream find(
      Region region, CatalogView view, long nowMs, String arn) {
    return readable(region, view, nowMs).stream()
        .filter(stream -> stream.arn().equals(arn))
        .findFirst()
        .orElse(null);
  }

  public String arn() {
    return new StreamArn(region, table.name(), stream.createdAtMs()).toString();
  }

  public String label() {
    return StreamArn.label(stream.createdAtMs());
  }

  /**
   * {@code shardId-<20 digits>-<8 hex digits>}: the time of the stream's making, five digits of the
   * table's id, three of the shard's number.
   */
  public String shardId(ShardId shard) {
    return String.format(
        Locale.ROOT,
        "shardId-%020d-%05x%03x",
        stream.createdAtMs(),
        PartitionHash.mix(table.id()) >>> 44,
        shard.number());
  }

  /** The storage shard behind a stream shard, or null where the stream has none of that id. */
  public @Nullable ShardId shard(String shardId, int shardCount) {
    for (int number = 0; number < shardCount; number++) {
      ShardId shard = new ShardId(number);
      if (shardId(shard).equals(shardId)) {
        return shard;
      }
    }
    return null;
  }

  /** What shards know it by. */
  public StreamId id() {
    return new StreamId(table.id(), stream.createdAtMs());
  }
}
