package io.antipode.node.operation.kinesis;

import static io.antipode.node.api.ApiModel.KINESIS;

import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.kinesis.DataIterator;
import io.antipode.node.kinesis.DataShard;
import io.antipode.node.kinesis.DataStream;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.storage.streams.StreamQuery;
import org.jspecify.annotations.Nullable;

/** {@code GetShardIterator} of Kinesis. */
public final class GetShardIterator implements Action<GetShardIterator.Request, DataIterator> {
  private static final Structure INPUT = KINESIS.input("GetShardIterator");
  private static final int NAME = INPUT.index("StreamName");
  private static final int ARN = INPUT.index("StreamARN");
  private static final int SHARD = INPUT.index("ShardId");
  private static final int TYPE = INPUT.index("ShardIteratorType");
  private static final int SEQUENCE_NUMBER = INPUT.index("StartingSequenceNumber");
  private static final int TIMESTAMP = INPUT.index("Timestamp");

  private final KinesisContext context;

  public GetShardIterator(KinesisContext context) {
    this.context = context;
  }

  /**
   * Where to begin.
   *
   * @param position of the log; negative for behind the newest record
   * @param sinceMs records of earlier times are passed over
   */
  public record Request(String named, String shardId, long position, long sinceMs) {}

  @Override
  public String name() {
    return "GetShardIterator";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    String named = KinesisContext.named(fields.textOrNull(NAME), fields.textOrNull(ARN));
    String shard = fields.text(SHARD);
    String number = fields.textOrNull(SEQUENCE_NUMBER);
    return switch (fields.text(TYPE)) {
      case "AT_SEQUENCE_NUMBER" -> new Request(named, shard, position(number), 0);
      case "AFTER_SEQUENCE_NUMBER" -> new Request(named, shard, position(number) + 1, 0);
      case "AT_TIMESTAMP" ->
          new Request(named, shard, StreamQuery.OLDEST, since(fields.secondsOrNull(TIMESTAMP)));
      case "LATEST" -> new Request(named, shard, -1, 0);
      default -> new Request(named, shard, StreamQuery.OLDEST, 0); // TRIM_HORIZON is left.
    };
  }

  private static long position(@Nullable String number) {
    long position = number == null ? -1 : DataShard.position(number);
    if (position < 0 || position == Long.MAX_VALUE) {
      throw KinesisContext.invalid("StartingSequenceNumber " + number + " is invalid.");
    }
    return position;
  }

  private static long since(@Nullable Double seconds) {
    if (seconds == null) {
      throw KinesisContext.invalid(
          "Must specify timestampInMillis parameter for iterator of type"
              + " AT_TIMESTAMP. Current request has no timestamp parameter.");
    }
    return (long) (seconds * 1_000);
  }

  @Override
  public void execute(Request request, Caller caller, Answer<DataIterator> answer) {
    DataStream stream = context.stream(request.named());
    DataShard shard = context.shard(stream, request.shardId());
    if (request.position() >= 0) {
      answer.succeed(iterator(stream, request, request.position()));
      return;
    }
    answer.with(
        context
            .logs()
            .range(shard.shard(), shard.streamId())
            .thenApply(range -> iterator(stream, request, range.next())));
  }

  private DataIterator iterator(DataStream stream, Request request, long position) {
    return new DataIterator(
        stream.arn(), request.shardId(), position, request.sinceMs(), context.time().epochMs());
  }

  @Override
  public void render(DataIterator iterator, JsonOut out) {
    out.beginObject().name("ShardIterator").value(iterator.toString()).endObject();
  }
}
