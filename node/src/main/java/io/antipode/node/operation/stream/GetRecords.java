package io.antipode.node.operation.stream;

import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.request.Body;
import io.antipode.node.stream.ShardIterator;
import io.antipode.node.stream.StreamLog;
import io.antipode.node.stream.StreamReader;
import io.antipode.node.stream.TableStream;
import java.io.IOException;

/** {@code GetRecords}. */
final class GetRecords implements Operation {
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
    int most = limit == null ? StreamReader.MAX_RECORDS : limit.intValue();
    context.logs().on(iterator.shard(), log -> read(call, stream, iterator, log, most));
  }

  private void read(
      Call call, TableStream stream, ShardIterator iterator, StreamLog log, int most) {
    long from = iterator.position();
    if (from == ShardIterator.TRIM_HORIZON) {
      from = log.firstPosition();
    } else if (from < log.firstPosition()) {
      call.fail(GetShardIterator.trimmed());
      return;
    }
    StreamReader.Page page = StreamReader.read(stream, iterator.shard(), log, from, most);
    StreamOperations.answer(
        call,
        out -> {
          page.write(out.name("Records"));
          if (!page.end()) {
            out.name("NextShardIterator")
                .value(
                    new ShardIterator(
                            stream.arn(),
                            iterator.shard(),
                            page.nextPosition(),
                            context.time().epochMs())
                        .toString());
          }
        });
  }
}
