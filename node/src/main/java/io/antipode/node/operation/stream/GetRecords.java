package io.antipode.node.operation.stream;

import static io.antipode.node.api.ApiModel.STREAMS;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.Answer;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Failures;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.storage.streams.StreamAnswer;
import io.antipode.node.storage.streams.StreamQuery;
import io.antipode.node.stream.ShardIterator;
import io.antipode.node.stream.StreamRecord;
import io.antipode.node.stream.TableStream;

/** {@code GetRecords}. */
public final class GetRecords implements Action<GetRecords.Request, GetRecords.Records> {
  private static final Structure INPUT = STREAMS.input("GetRecords");
  private static final int ITERATOR = INPUT.index("ShardIterator");
  private static final int LIMIT = INPUT.index("Limit");
  private static final int MAX_RECORDS = 1_000;

  private final StreamContext context;

  public GetRecords(StreamContext context) {
    this.context = context;
  }

  /** Where to read on, and how many records at most. */
  public record Request(ShardIterator iterator, int limit) {}

  /** A page of one shard's records. */
  public record Records(TableStream stream, ShardId shard, StreamAnswer.Page page) {}

  @Override
  public String name() {
    return "GetRecords";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    ShardIterator iterator = ShardIterator.parse(fields.text(ITERATOR));
    if (iterator == null || iterator.shard().number() >= context.logs().shardCount()) {
      throw ApiException.validation("Invalid ShardIterator");
    }
    Long limit = fields.wholeOrNull(LIMIT);
    return new Request(iterator, limit == null ? MAX_RECORDS : limit.intValue());
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Records> answer) {
    ShardIterator iterator = request.iterator();
    if (iterator.expired(context.time().epochMs())) {
      throw new ApiException(
          new ApiError(
              ErrorType.EXPIRED_ITERATOR,
              "The shard iterator has expired and can no longer be used to retrieve stream"
                  + " records. A shard iterator expires 15 minutes after it is retrieved using the"
                  + " GetShardIterator action."));
    }
    TableStream stream = context.stream(iterator.streamArn());
    StreamQuery query =
        new StreamQuery(
            stream.id(), stream.stream().viewType(), iterator.position(), request.limit());
    answer.with(
        context
            .logs()
            .read(iterator.shard(), query)
            .thenApply(
                read ->
                    switch (read) {
                      case StreamAnswer.Trimmed _ -> throw GetShardIterator.trimmed();
                      case StreamAnswer.NoMemory _ ->
                          throw new ApiException(Failures.TOO_MANY_READS);
                      case StreamAnswer.Page page -> new Records(stream, iterator.shard(), page);
                    }));
  }

  @Override
  public void render(Records records, JsonOut out) {
    StreamAnswer.Page page = records.page();
    out.beginObject().name("Records").beginArray();
    page.entries()
        .forEach(entry -> new StreamRecord(records.stream(), records.shard(), entry).write(out));
    out.endArray();
    if (!page.ended()) {
      ShardIterator next =
          new ShardIterator(
              records.stream().arn(),
              records.shard(),
              page.nextPosition(),
              context.time().epochMs());
      out.name("NextShardIterator").value(next.toString());
    }
    out.endObject();
  }
}
