package io.antipode.node.operation.kinesis;

import static io.antipode.node.api.ApiModel.KINESIS;

import io.antipode.cluster.catalog.KinesisDestination;
import io.antipode.node.action.Answer;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Failures;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.kinesis.DataIterator;
import io.antipode.node.kinesis.DataRecord;
import io.antipode.node.kinesis.DataShard;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.storage.streams.StreamAnswer;
import io.antipode.node.storage.streams.StreamQuery;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code GetRecords} of Kinesis: a page of one shard. What was dropped since the iterator was made
 * is passed over, as Kinesis does. A shard goes on for ever: a table that streams no longer has
 * nothing more to say there.
 */
public final class GetRecords implements Action<GetRecords.Request, GetRecords.Page> {
  private static final Structure INPUT = KINESIS.input("GetRecords");
  private static final int ITERATOR = INPUT.index("ShardIterator");
  private static final int LIMIT = INPUT.index("Limit");
  private static final int MAX_RECORDS = 10_000;

  /** How far a record's time may be ahead of the clock, since a peer's is. */
  private static final long AWAY_MS = 1_000;

  private final KinesisContext context;

  public GetRecords(KinesisContext context) {
    this.context = context;
  }

  /** Where to read on, and how many records at most. */
  public record Request(DataIterator iterator, int limit) {}

  /**
   * Some records.
   *
   * @param behindMs how old the last one is; 0 where there is none
   */
  public record Page(List<DataRecord> records, DataIterator next, long behindMs) {}

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
    DataIterator iterator = DataIterator.parse(fields.text(ITERATOR));
    if (iterator == null) {
      throw KinesisContext.invalid("Invalid ShardIterator.");
    }
    Long limit = fields.wholeOrNull(LIMIT);
    return new Request(iterator, limit == null ? MAX_RECORDS : limit.intValue());
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Page> answer) {
    DataIterator iterator = request.iterator();
    if (iterator.expired(context.time().epochMs())) {
      throw new ApiException(
          new ApiError(
              ErrorType.EXPIRED_ITERATOR,
              "Iterator expired. The iterator was created more than 5 minutes ago."));
    }
    DataShard shard = context.shard(context.stream(iterator.streamArn()), iterator.shardId());
    answer.with(
        read(shard, iterator.position(), request.limit())
            .thenCompose(
                read ->
                    read instanceof StreamAnswer.Trimmed
                        ? read(shard, StreamQuery.OLDEST, request.limit())
                        : CompletableFuture.completedFuture(read))
            .thenApply(read -> page(shard, iterator, read)));
  }

  private CompletionStage<StreamAnswer> read(DataShard shard, long position, int limit) {
    return context.logs().read(shard.shard(), shard.query(position, limit));
  }

  private Page page(DataShard shard, DataIterator iterator, StreamAnswer read) {
    return switch (read) {
      case StreamAnswer.NoMemory _ -> throw new ApiException(Failures.TOO_MANY_READS);
      // It was dropped while it was read: from where it was, once more.
      case StreamAnswer.Trimmed _ -> new Page(List.of(), at(iterator, iterator.position()), 0);
      case StreamAnswer.Page page -> {
        List<DataRecord> records =
            page.entries().stream()
                .map(entry -> new DataRecord(context.region(), shard, entry))
                .filter(record -> isShown(record, shard.source().destination(), iterator))
                .toList();
        long behind =
            records.isEmpty()
                ? 0
                : Math.max(0, context.time().epochMs() - records.getLast().atMs());
        yield new Page(records, at(iterator, page.nextPosition()), behind);
      }
    };
  }

  /**
   * After a crash soon after it a shard may not know where a destination began and ended among the
   * records of another stream, so times tell, about. This region's own writes never bear an earlier
   * time than the clock's.
   */
  private boolean isShown(
      DataRecord record, KinesisDestination destination, DataIterator iterator) {
    boolean own = record.entry().version().region().equals(context.region());
    return record.atMs() >= iterator.sinceMs()
        && (!own || record.atMs() >= destination.enabledAtMs() - AWAY_MS)
        && (destination.enabled() || record.atMs() <= destination.disabledAtMs() + AWAY_MS);
  }

  private DataIterator at(DataIterator iterator, long position) {
    return new DataIterator(
        iterator.streamArn(),
        iterator.shardId(),
        position,
        iterator.sinceMs(),
        context.time().epochMs());
  }

  @Override
  public void render(Page page, JsonOut out) {
    out.beginObject().name("Records").beginArray();
    page.records().forEach(record -> record.write(out));
    out.endArray();
    out.name("NextShardIterator").value(page.next().toString());
    out.name("MillisBehindLatest").value(page.behindMs());
    out.endObject();
  }
}
