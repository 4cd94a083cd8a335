package io.antipode.node.operation.kinesis;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.topology.Region;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.json.JsonOut;
import io.antipode.node.kinesis.DataShard;
import io.antipode.node.kinesis.DataStream;
import io.antipode.node.stream.StreamLogs;
import io.antipode.replication.clock.TimeSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What actions about data streams work with. */
public record KinesisContext(Region region, Catalog catalog, StreamLogs logs, TimeSource time) {
  private static final long RETENTION_HOURS = 24;

  /** Every data stream, in the order of names. */
  List<DataStream> streams() {
    return DataStream.readable(catalog.view(), time.epochMs());
  }

  /** What a request calls a stream: its ARN where it gives both. */
  static String named(@Nullable String name, @Nullable String arn) {
    if (arn != null) {
      return arn;
    }
    if (name == null) {
      throw invalid("Either StreamName or StreamARN must be specified.");
    }
    return name;
  }

  /** The stream of that name or ARN; throws where no table streams to it. */
  DataStream stream(String named) {
    DataStream stream = DataStream.find(catalog.view(), time.epochMs(), named);
    if (stream == null) {
      throw new ApiException(
          new ApiError(ErrorType.RESOURCE_NOT_FOUND, "Stream " + named + " not found."));
    }
    return stream;
  }

  /** A shard of it; throws where there is none of that id. */
  DataShard shard(DataStream stream, String id) {
    DataShard shard = stream.shard(id, logs.shardCount());
    if (shard == null) {
      throw new ApiException(
          new ApiError(
              ErrorType.RESOURCE_NOT_FOUND,
              "Shard " + id + " in stream " + stream.name() + " does not exist"));
    }
    return shard;
  }

  static ApiException invalid(String why) {
    return new ApiException(new ApiError(ErrorType.INVALID_ARGUMENT, why));
  }

  /** Writes the members that every description of a stream has, into an object that is open. */
  static void describe(DataStream stream, JsonOut out) {
    out.name("StreamName").value(stream.name());
    out.name("StreamARN").value(stream.arn());
    out.name("StreamStatus").value("ACTIVE");
    out.name("StreamModeDetails").beginObject().name("StreamMode").value("PROVISIONED");
    out.endObject();
    out.name("StreamCreationTimestamp").value(stream.createdAtMs() / 1_000.0);
  }

  static void describeRetention(JsonOut out) {
    out.name("RetentionPeriodHours").value(RETENTION_HOURS);
  }

  /** Writes shards as a list. */
  static void write(List<DataShard> shards, JsonOut out) {
    out.beginArray();
    for (DataShard shard : shards) {
      out.beginObject().name("ShardId").value(shard.id());
      out.name("HashKeyRange").beginObject();
      out.name("StartingHashKey").value(shard.firstHash().toString());
      out.name("EndingHashKey").value(shard.lastHash().toString()).endObject();
      out.name("SequenceNumberRange").beginObject();
      out.name("StartingSequenceNumber").value(DataShard.sequenceNumber(0)).endObject();
      out.endObject();
    }
    out.endArray();
  }
}
