package io.antipode.node.kinesis;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.KinesisDestination;
import io.antipode.cluster.catalog.TableDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Kinesis data stream, which is there as long as some table's changes can be read from it. Each
 * table that streams to it has as many shards of its own there as the region has; they neither
 * split nor merge.
 *
 * @param sources in the order in which they began; at least one
 */
public record DataStream(String arn, String name, List<Source> sources) {
  /** How long what was switched off can be read. */
  public static final long RETENTION_MS = 24L * 60 * 60 * 1_000;

  public DataStream {
    sources = List.copyOf(sources);
  }

  /** A table and what it says of its destination; the table may have been deleted since. */
  public record Source(TableDescriptor table, KinesisDestination destination) {}

  /** Every stream that can be read now, in the order of names. */
  public static List<DataStream> readable(CatalogView view, long nowMs) {
    Map<String, List<Source>> sources = new TreeMap<>();
    for (TableDescriptor table : view.all()) {
      for (KinesisDestination each : table.local().destinations()) {
        if (each.enabled() || nowMs - each.disabledAtMs() < RETENTION_MS) {
          sources
              .computeIfAbsent(each.streamArn(), arn -> new ArrayList<>())
              .add(new Source(table, each));
        }
      }
    }
    List<DataStream> streams = new ArrayList<>();
    sources.forEach(
        (arn, of) -> {
          DataStreamArn parsed = DataStreamArn.parse(arn);
          if (parsed != null) {
            of.sort(Comparator.comparing(each -> each.destination().enabledAtMs()));
            streams.add(new DataStream(arn, parsed.name(), of));
          }
        });
    streams.sort(Comparator.comparing(DataStream::name).thenComparing(DataStream::arn));
    return streams;
  }

  /** The stream of that ARN or of that name, or null. */
  public static @Nullable DataStream find(CatalogView view, long nowMs, String arnOrName) {
    for (DataStream stream : readable(view, nowMs)) {
      if (stream.arn.equals(arnOrName) || stream.name.equals(arnOrName)) {
        return stream;
      }
    }
    return null;
  }

  /** When the first table began to stream to it, epoch milliseconds. */
  public long createdAtMs() {
    return sources.getFirst().destination().enabledAtMs();
  }

  /** All its shards, in the order of their ids. */
  public List<DataShard> shards(int shardCount) {
    List<DataShard> shards = new ArrayList<>();
    for (Source source : sources) {
      for (int number = 0; number < shardCount; number++) {
        shards.add(new DataShard(source, number, shardCount));
      }
    }
    return shards;
  }

  /** The shard of that id, or null. */
  public @Nullable DataShard shard(String id, int shardCount) {
    for (DataShard shard : shards(shardCount)) {
      if (shard.id().equals(id)) {
        return shard;
      }
    }
    return null;
  }
}
