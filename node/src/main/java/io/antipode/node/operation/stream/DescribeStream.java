package io.antipode.node.operation.stream;

import static io.antipode.node.api.ApiModel.STREAMS;

import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.Answer;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.storage.streams.StreamRange;
import io.antipode.node.stream.StreamRecord;
import io.antipode.node.stream.TableStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code DescribeStream}: the stream and its shards. One closes when its stream is switched off;
 * none ever splits, so a filter for children finds none, whichever shard it names. KCL asks that
 * when it has come to the end of a shard.
 */
public final class DescribeStream
    implements Action<DescribeStream.Request, DescribeStream.Described> {
  private static final Structure INPUT = STREAMS.input("DescribeStream");
  private static final int ARN = INPUT.index("StreamArn");
  private static final int LIMIT = INPUT.index("Limit");
  private static final int AFTER = INPUT.index("ExclusiveStartShardId");
  private static final int FILTER = INPUT.index("ShardFilter");
  private static final Structure FILTER_INPUT = STREAMS.structure("ShardFilter");
  private static final int FILTER_TYPE = FILTER_INPUT.index("Type");
  private static final int FILTER_SHARD = FILTER_INPUT.index("ShardId");
  private static final int MAX_PAGE = 100;

  private final StreamContext context;

  public DescribeStream(StreamContext context) {
    this.context = context;
  }

  /**
   * @param after shards up to this one are left out
   * @param children whether only children of a shard are asked for
   */
  public record Request(String arn, int limit, @Nullable String after, boolean children) {}

  /**
   * @param ranges of the shards' records, one for each
   */
  public record Described(
      TableStream stream, List<ShardId> shards, List<StreamRange> ranges, boolean more) {}

  @Override
  public String name() {
    return "DescribeStream";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    Long limit = fields.wholeOrNull(LIMIT);
    Fields filter = fields.structureOrNull(FILTER);
    String after = fields.textOrNull(AFTER);
    if (filter != null) {
      checkFilter(filter, after);
    }
    return new Request(
        fields.text(ARN), limit == null ? MAX_PAGE : limit.intValue(), after, filter != null);
  }

  /** A filter is whole, and its page has no beginning of its own. */
  private static void checkFilter(Fields filter, @Nullable String after) {
    if (!filter.has(FILTER_TYPE) || !filter.has(FILTER_SHARD)) {
      throw ApiException.validation(
          "One or more parameter values were invalid:"
              + " ShardFilter must have both a Type and a ShardId");
    }
    if (after != null) {
      throw ApiException.validation(
          "ShardFilter and ExclusiveStartShardId both should not be specified in the request.");
    }
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Described> answer) {
    TableStream stream = context.stream(request.arn());
    int count = context.logs().shardCount();
    int first = request.after() == null ? 0 : firstAfter(stream, request.after());
    int end = request.children() ? first : Math.min(count, first + request.limit());
    boolean more = !request.children() && end < count;
    List<ShardId> shards = IntStream.range(first, end).mapToObj(ShardId::new).toList();
    List<CompletableFuture<StreamRange>> ranges =
        shards.stream().map(shard -> context.logs().range(shard, stream.id())).toList();
    answer.with(
        CompletableFuture.allOf(ranges.toArray(CompletableFuture[]::new))
            .thenApply(
                all ->
                    new Described(
                        stream,
                        shards,
                        ranges.stream().map(CompletableFuture::join).toList(),
                        more)));
  }

  /** After a shard that the stream does not have comes none: no error, as on AWS. */
  private int firstAfter(TableStream stream, String shardId) {
    int count = context.logs().shardCount();
    ShardId shard = stream.shard(shardId, count);
    return shard == null ? count : shard.number() + 1;
  }

  @Override
  public void render(Described described, JsonOut out) {
    TableStream stream = described.stream();
    List<ShardId> shards = described.shards();
    out.beginObject().name("StreamDescription").beginObject();
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
      shard(out, stream, shards.get(i), described.ranges().get(i));
    }
    out.endArray();
    if (described.more()) {
      out.name("LastEvaluatedShardId").value(stream.shardId(shards.getLast()));
    }
    out.endObject().endObject();
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
