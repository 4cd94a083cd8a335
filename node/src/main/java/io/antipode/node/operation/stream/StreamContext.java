package io.antipode.node.operation.stream;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.stream.StreamArn;
import io.antipode.node.stream.StreamLogs;
import io.antipode.node.stream.TableStream;
import io.antipode.replication.clock.TimeSource;

/** What stream actions work with. */
public record StreamContext(Region region, Catalog catalog, StreamLogs logs, TimeSource time) {
  /** The stream that a request names; throws where there is none that can be read. */
  TableStream stream(String arn) {
    requireStreamArn(arn);
    TableStream stream = TableStream.find(region, catalog.view(), time.epochMs(), arn);
    if (stream == null) {
      throw notFound("Stream: " + arn + " not found");
    }
    return stream;
  }

  static void requireStreamArn(String text) {
    if (StreamArn.parse(text) == null) {
      throw ApiException.validation("Invalid StreamArn: " + text);
    }
  }

  /** The shard that a request names; throws where the stream has none of that id. */
  ShardId shard(TableStream stream, String shardId) {
    ShardId shard = stream.shard(shardId, logs.shardCount());
    if (shard == null) {
      throw notFound("Shard: " + shardId + " in Stream: " + stream.arn() + " not found");
    }
    return shard;
  }

  private static ApiException notFound(String what) {
    return new ApiException(
        new ApiError(ErrorType.RESOURCE_NOT_FOUND, "Requested resource not found: " + what));
  }
}
