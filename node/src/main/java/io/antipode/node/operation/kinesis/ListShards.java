package io.antipode.node.operation.kinesis;

import static io.antipode.node.api.ApiModel.KINESIS;

import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.kinesis.DataShard;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ListShards} of Kinesis. Shards neither split nor merge, so filters by time find them all.
 */
public final class ListShards implements Action<ListShards.Request, ListShards.Page> {
  private static final Structure INPUT = KINESIS.input("ListShards");
  private static final Structure FILTER = KINESIS.structure("ShardFilter");
  private static final int NAME = INPUT.index("StreamName");
  private static final int ARN = INPUT.index("StreamARN");
  private static final int TOKEN = INPUT.index("NextToken");
  private static final int AFTER = INPUT.index("ExclusiveStartShardId");
  private static final int MAX_RESULTS = INPUT.index("MaxResults");
  private static final int SHARD_FILTER = INPUT.index("ShardFilter");
  private static final int FILTER_TYPE = FILTER.index("Type");
  private static final int FILTER_SHARD = FILTER.index("ShardId");
  private static final int USUAL_PAGE = 1_000;

  private final KinesisContext context;

  public ListShards(KinesisContext context) {
    this.context = context;
  }

  /**
   * @param after ids up to this one are left out
   */
  public record Request(String named, @Nullable String after, int limit) {}

  /**
   * Some shards.
   *
   * @param token to go on with; null at the end
   */
  public record Page(List<DataShard> shards, @Nullable String token) {}

  @Override
  public String name() {
    return "ListShards";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    Long limit = fields.wholeOrNull(MAX_RESULTS);
    int most = limit == null ? USUAL_PAGE : limit.intValue();
    String token = fields.textOrNull(TOKEN);
    if (token == null) {
      return new Request(
          KinesisContext.named(fields.textOrNull(NAME), fields.textOrNull(ARN)),
          after(fields),
          most);
    }
    if (fields.has(NAME) || fields.has(AFTER)) {
      throw KinesisContext.invalid("NextToken and StreamName cannot be provided together.");
    }
    int end = token.lastIndexOf(' ');
    if (end < 0) {
      throw KinesisContext.invalid("The NextToken is not valid.");
    }
    return new Request(token.substring(0, end), token.substring(end + 1), most);
  }

  private static @Nullable String after(Fields fields) {
    Fields filter = fields.structureOrNull(SHARD_FILTER);
    if (filter == null || !filter.text(FILTER_TYPE).equals("AFTER_SHARD_ID")) {
      return fields.textOrNull(AFTER);
    }
    String shard = filter.textOrNull(FILTER_SHARD);
    if (shard == null) {
      throw KinesisContext.invalid("ShardId must be specified for ShardFilter AFTER_SHARD_ID.");
    }
    return shard;
  }

  /** Those whose ids are greater. */
  static List<DataShard> after(List<DataShard> shards, @Nullable String id) {
    return id == null
        ? shards
        : shards.stream().filter(each -> each.id().compareTo(id) > 0).toList();
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Page> answer) {
    List<DataShard> all = context.stream(request.named()).shards(context.logs().shardCount());
    List<DataShard> shards = after(all, request.after());
    if (shards.size() <= request.limit()) {
      answer.succeed(new Page(shards, null));
    } else {
      List<DataShard> page = shards.subList(0, request.limit());
      answer.succeed(new Page(page, request.named() + " " + page.getLast().id()));
    }
  }

  @Override
  public void render(Page page, JsonOut out) {
    out.beginObject().name("Shards");
    KinesisContext.write(page.shards(), out);
    if (page.token() != null) {
      out.name("NextToken").value(page.token());
    }
    out.endObject();
  }
}
