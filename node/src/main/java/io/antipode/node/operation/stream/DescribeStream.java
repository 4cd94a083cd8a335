package io.antipode.node.operation.stream;

import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.placement.ShardId;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.request.Body;
import io.antipode.node.storage.streams.StreamRange;
import io.antipode.node.stream.StreamRecord;
import io.antipode.node.stream.TableStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** {@code DescribeStream}: the stream and its shards, which never split and have no children. */
final class DescribeStream implements Operation {
  private static final long MAX_PAGE = 100;

  private final StreamContext context;

  DescribeStream(StreamContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "DescribeStream";
  }

  @Override
  public void handle(Call call) throws IOException {
    Body request = Body.read(call.body(), StreamShapes.DESCRIBE);
    TableStream stream = context.stream(request.text("StreamArn"));
    String after = request.textOrNull("ExclusiveStartShardId");
    int first = after == null ? 0 : firstAfter(stream, after);
    Long limit = request.numberOrNull("Limit");
    long page = limit == null ? MAX_PAGE : limit;
    int end = (int) Math.min(context.logs().shardCount(), first + page);
    boolean children = request.has("ShardFilter");
    List<ShardId> shards =
        children ? List.of() : IntStream.range(first, end).mapToObj(ShardId::new).toList();
    boolean more = !children && end < context.logs().shardCount();
    List<CompletableFuture<StreamRange>> ranges =
        shards.stream().map(shard -> context.logs().range(shard, stream.id())).toList();
    StreamContext.answer(
        call,
        CompletableFuture.allOf(ranges.toArray(CompletableFuture[]::new)),
        all ->
            answer(
                call, stream, shards, ranges.stream().map(CompletableFuture::join).toList(), more));
  }

  /** After a shard that the stream does not have comes none: no error, as on AWS. */
  private int firstAfter(TableStream stream, String shardId) {
    int count = context.logs().shardCount();
    ShardId shard = stream.shard(shardId, count);
    return shard == null ? count : shard.number() + 1;
  }

  private static void answer(
      Call call, TableStream stream, List<ShardId> shards, List<StreamRange> ranges, boolean more) {
    StreamOperations.answer(
        call,
        out -> {
          out.name("StreamDescription").beginObject();
          out.name("StreamArn").value(stream.arn());
          out.name("StreamLabel").value(stream.label());
          boolean enabled = stream.stream().enabled();
          out.name("StreamStatus").value(enabled ? "ENABLED" : "DISABLED");
          out.name("StreamViewType").value(stream.stream().viewType().name());
          out.name("CreationRequestDateTime").value(stream.stream().createdAtMs() / 1000.0);
          out.name("TableName").value(stream.table().name());
          key(out, stream.table().key());
          out.name("Shards").beginArray();
          for (int i = 0; i < shards.size(); i++) {
            shard(out, stream, shards.get(i), ranges.get(i));
          }
          out.endArray();
          if (more) {
            out.name("LastEvaluatedShardId").value(stream.shardId(shards.getLast()));
          }
          out.endObject();
        });
  }

  private static void shard(JsonOut out, TableStream stream, ShardId shard, StreamRange range) {
    out.beginObject();
    out.name("ShardId").value(stream.shardId(shard));
    out.name("SequenceNumberRange").beginObject();
    out.name("StartingSequenceNumber").value(StreamRecord.sequenceNumber(range.first()));
    if (range.closed()) {
      long last = Math.max(range.first(), range.next() - 1);
      out.name("EndingSequenceNumber").value(StreamRecord.sequenceNumber(last));
    }
    out.endObject();
    out.endObject();
  }

  private static void key(JsonOut out, KeySchema key) {
    out.name("KeySchema").beginArray();
    keyElement(out, key.partitionKey(), "HASH");
    if (key.hasSortKey()) {
      keyElement(out, key.sortKey(), "RANGE");
    }
    out.endArray();
  }

  private static void keyElement(JsonOut out, String name, String type) {
    out.beginObject();
    out.name("AttributeName").value(name);
    out.name("KeyType").value(type);
    out.endObject();
  }
}
