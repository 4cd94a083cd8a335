package io.antipode.node.operation.stream;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.request.Body;
import io.antipode.node.storage.streams.StreamAnswer;
import io.antipode.node.storage.streams.StreamQuery;
import io.antipode.node.stream.ShardIterator;
import io.antipode.node.stream.StreamRecord;
import io.antipode.node.stream.TableStream;
import java.io.IOException;

/** {@code GetRecords}. */
final class GetRecords implements Operation {
  private static final int MAX_RECORDS = 1_000;

  private final StreamContext context;

  GetRecords(StreamContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "GetRecords";
  }

  @Override
  public void handle(Call call) throws IOException {
    Body request = Body.read(call.body(), StreamShapes.GET_RECORDS);
    ShardIterator iterator = ShardIterator.parse(request.text("ShardIterator"));
    if (iterator == null || iterator.shard().number() >= context.logs().shardCount()) {
      throw ApiException.validation("Invalid ShardIterator");
    }
    if (iterator.expired(context.time().epochMs())) {
      throw new ApiException(
          new ApiError(
              ErrorType.EXPIRED_ITERATOR,
              "The shard iterator has expired and can no longer be used to retrieve stream"
                  + " records. A shard iterator expires 15 minutes after it is retrieved using the"
                  + " GetShardIterator action."));
    }
    TableStream stream = context.stream(iterator.streamArn());
    Long limit = request.numberOrNull("Limit");
    int most = limit == null ? MAX_RECORDS : limit.intValue();
    StreamQuery query =
        new StreamQuery(stream.id(), stream.stream().viewType(), iterator.position(), most);
    StreamContext.answer(
        call,
        context.logs().read(iterator.shard(), query),
        answer -> {
          switch (answer) {
            case StreamAnswer.Trimmed _ -> call.fail(GetShardIterator.trimmed());
            case StreamAnswer.Page page -> answer(call, stream, iterator.shard(), page);
          }
        });
  }

  private void answer(Call call, TableStream stream, ShardId shard, StreamAnswer.Page page) {
    StreamOperations.answer(
        call,
        out -> {
          out.name("Records").beginArray();
          page.entries().forEach(entry -> new StreamRecord(stream, shard, entry).write(out));
          out.endArray();
          if (!page.ended()) {
            out.name("NextShardIterator")
                .value(
                    new ShardIterator(
                            stream.arn(), shard, page.nextPosition(), context.time().epochMs())
                        .toString());
          }
        });
  }
}
