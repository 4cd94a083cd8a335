package io.antipode.node.operation.kinesis;

import static io.antipode.node.api.ApiModel.KINESIS;

import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.kinesis.DataShard;
import io.antipode.node.kinesis.DataStream;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code DescribeStream} of Kinesis, with a page of its shards. */
public final class DescribeStream implements Action<DescribeStream.Request, DescribeStream.Page> {
  private static final Structure INPUT = KINESIS.input("DescribeStream");
  private static final int NAME = INPUT.index("StreamName");
  private static final int ARN = INPUT.index("StreamARN");
  private static final int LIMIT = INPUT.index("Limit");
  private static final int AFTER = INPUT.index("ExclusiveStartShardId");
  private static final int USUAL_PAGE = 100;

  private final KinesisContext context;

  public DescribeStream(KinesisContext context) {
    this.context = context;
  }

  /**
   * @param after ids up to this one are left out
   */
  public record Request(String named, @Nullable String after, int limit) {}

  /** A stream and some of its shards. */
  public record Page(DataStream stream, List<DataShard> shards, boolean more) {}

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
    return new Request(
        KinesisContext.named(fields.textOrNull(NAME), fields.textOrNull(ARN)),
        fields.textOrNull(AFTER),
        limit == null ? USUAL_PAGE : limit.intValue());
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Page> answer) {
    DataStream stream = context.stream(request.named());
    List<DataShard> shards =
        ListShards.after(stream.shards(context.logs().shardCount()), request.after());
    boolean more = shards.size() > request.limit();
    answer.succeed(new Page(stream, more ? shards.subList(0, request.limit()) : shards, more));
  }

  @Override
  public void render(Page page, JsonOut out) {
    out.beginObject().name("StreamDescription").beginObject();
    KinesisContext.describe(page.stream(), out);
    KinesisContext.describeRetention(out);
    out.name("Shards");
    KinesisContext.write(page.shards(), out);
    out.name("HasMoreShards").value(page.more());
    out.endObject().endObject();
  }
}
