package io.antipode.node.operation.stream;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.request.Body;
import io.antipode.node.storage.streams.StreamQuery;
import io.antipode.node.storage.streams.StreamRange;
import io.antipode.node.stream.ShardIterator;
import io.antipode.node.stream.TableStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code GetShardIterator}. */
final class GetShardIterator implements Operation {
  private static final BigInteger MAX_POSITION = BigInteger.valueOf(Long.MAX_VALUE - 1);

  private final StreamContext context;

  GetShardIterator(StreamContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "GetShardIterator";
  }

  @Override
  public void handle(Call call) throws IOException {
    Body request = Body.read(call.body(), StreamShapes.GET_ITERATOR);
    TableStream stream = context.stream(request.text("StreamArn"));
    ShardId shard = context.shard(stream, request.text("ShardId"));
    String type = request.text("ShardIteratorType");
    requireNumberWhereItBelongs(type, request.textOrNull("SequenceNumber"));
    switch (type) {
      case "TRIM_HORIZON" -> answer(call, stream, shard, StreamQuery.OLDEST);
      case "LATEST" ->
          range(call, stream, shard, range -> answer(call, stream, shard, range.next()));
      case "AT_SEQUENCE_NUMBER" -> at(call, stream, shard, sequenceNumber(request), 0);
      case "AFTER_SEQUENCE_NUMBER" -> at(call, stream, shard, sequenceNumber(request), 1);
      case String other -> throw new IllegalStateException("the model check let pass " + other);
    }
  }

  /** Those types that begin at a sequence number take one, the others take none. */
  private static void requireNumberWhereItBelongs(String type, @Nullable String sequenceNumber) {
    if (type.endsWith("_SEQUENCE_NUMBER") == (sequenceNumber == null)) {
      throw ApiException.validation(
          "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and SequenceNumber"
              + " or (2) TRIM_HORIZON or LATEST and no SequenceNumber. Request specified "
              + type
              + (sequenceNumber == null
                  ? " and no SequenceNumber."
                  : " and also a SequenceNumber."));
    }
  }

  private void range(Call call, TableStream stream, ShardId shard, Consumer<StreamRange> then) {
    StreamContext.answer(call, context.logs().range(shard, stream.id()), then);
  }

  private void at(Call call, TableStream stream, ShardId shard, long position, int skip) {
    range(
        call,
        stream,
        shard,
        range -> {
          ApiError error = error(range, position);
          if (error != null) {
            call.fail(error);
          } else {
            answer(call, stream, shard, position + skip);
          }
        });
  }

  /** A shard without a record begins with one that is to come. */
  private static @Nullable ApiError error(StreamRange range, long position) {
    if (range.isTrimmed(position)) {
      return trimmed();
    }
    return position >= range.next() && position != range.first()
        ? ApiError.validation(
            "Invalid SequenceNumber: the shard holds no record of that sequence number")
        : null;
  }

  static ApiError trimmed() {
    return new ApiError(
        ErrorType.TRIMMED_DATA_ACCESS,
        "The operation attempted to read past the oldest stream record in a shard.");
  }

  private static long sequenceNumber(Body request) {
    String text = request.text("SequenceNumber");
    if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw ApiException.validation("Invalid SequenceNumber: " + text);
    }
    return new BigInteger(text).min(MAX_POSITION).longValueExact();
  }

  private void answer(Call call, TableStream stream, ShardId shard, long position) {
    ShardIterator iterator =
        new ShardIterator(stream.arn(), shard, position, context.time().epochMs());
    StreamOperations.answer(call, out -> out.name("ShardIterator").value(iterator.toString()));
  }
}
