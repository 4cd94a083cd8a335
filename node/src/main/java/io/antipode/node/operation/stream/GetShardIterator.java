package io.antipode.node.operation.stream;

import static io.antipode.node.api.ApiModel.STREAMS;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.Answer;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.storage.streams.StreamQuery;
import io.antipode.node.storage.streams.StreamRange;
import io.antipode.node.stream.ShardIterator;
import io.antipode.node.stream.TableStream;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** {@code GetShardIterator}. */
public final class GetShardIterator implements Action<GetShardIterator.Request, ShardIterator> {
  private static final Structure INPUT = STREAMS.input("GetShardIterator");
  private static final int ARN = INPUT.index("StreamArn");
  private static final int SHARD = INPUT.index("ShardId");
  private static final int TYPE = INPUT.index("ShardIteratorType");
  private static final int SEQUENCE_NUMBER = INPUT.index("SequenceNumber");
  private static final BigInteger MAX_POSITION = BigInteger.valueOf(Long.MAX_VALUE - 1);

  private final StreamContext context;

  public GetShardIterator(StreamContext context) {
    this.context = context;
  }

  /** Where in a shard to begin. */
  public sealed interface Start {
    /** At the oldest record that there is. */
    record TrimHorizon() implements Start {}

    /** After the newest. */
    record Latest() implements Start {}

    /**
     * At a record, or just after it.
     *
     * @param skip 0 or 1
     */
    record At(long position, int skip) implements Start {}
  }

  /** Names a shard of a stream. */
  public record Request(String arn, String shardId, Start start) {}

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
    return new Request(
        fields.text(ARN),
        fields.text(SHARD),
        start(fields.text(TYPE), fields.textOrNull(SEQUENCE_NUMBER)));
  }

  /** Those types that begin at a sequence number take one, the others take none. */
  private static Start start(String type, @Nullable String sequenceNumber) {
    if (type.endsWith("_SEQUENCE_NUMBER") == (sequenceNumber == null)) {
      throw ApiException.validation(
          "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and SequenceNumber"
              + " or (2) TRIM_HORIZON or LATEST and no SequenceNumber. Request specified "
              + type
              + (sequenceNumber == null
                  ? " and no SequenceNumber."
                  : " and also a SequenceNumber."));
    }
    if (sequenceNumber != null) {
      return new Start.At(position(sequenceNumber), type.startsWith("AFTER") ? 1 : 0);
    }
    return switch (type) {
      case "TRIM_HORIZON" -> new Start.TrimHorizon();
      case "LATEST" -> new Start.Latest();
      default -> throw ApiException.validation("ShardIteratorType " + type + " is not supported");
    };
  }

  private static long position(String sequenceNumber) {
    if (!sequenceNumber.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw ApiException.validation("Invalid SequenceNumber: " + sequenceNumber);
    }
    return new BigInteger(sequenceNumber).min(MAX_POSITION).longValueExact();
  }

  @Override
  public void execute(Request request, Caller caller, Answer<ShardIterator> answer) {
    TableStream stream = context.stream(request.arn());
    ShardId shard = context.shard(stream, request.shardId());
    if (request.start() instanceof Start.TrimHorizon) {
      answer.succeed(iterator(stream, shard, StreamQuery.OLDEST));
      return;
    }
    answer.with(
        context
            .logs()
            .range(shard, stream.id())
            .thenApply(range -> iterator(stream, shard, position(request.start(), range))));
  }

  /** A shard without a record begins with one that is to come. */
  private static long position(Start start, StreamRange range) {
    return switch (start) {
      case Start.TrimHorizon oldest -> StreamQuery.OLDEST;
      case Start.Latest latest -> range.next();
      case Start.At at -> {
        if (range.isTrimmed(at.position())) {
          throw trimmed();
        }
        if (at.position() >= range.next() && at.position() != range.first()) {
          throw ApiException.validation(
              "Invalid SequenceNumber: the shard holds no record of that sequence number");
        }
        yield at.position() + at.skip();
      }
    };
  }

  static ApiException trimmed() {
    return new ApiException(
        new ApiError(
            ErrorType.TRIMMED_DATA_ACCESS,
            "The operation attempted to read past the oldest stream record in a shard."));
  }

  private ShardIterator iterator(TableStream stream, ShardId shard, long position) {
    return new ShardIterator(stream.arn(), shard, position, context.time().epochMs());
  }

  @Override
  public void render(ShardIterator iterator, JsonOut out) {
    out.beginObject().name("ShardIterator").value(iterator.toString()).endObject();
  }
}
