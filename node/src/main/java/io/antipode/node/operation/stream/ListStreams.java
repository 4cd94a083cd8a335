package io.antipode.node.operation.stream;

import static io.antipode.node.api.ApiModel.STREAMS;

import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.stream.TableStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ListStreams}: every stream that can be read, those of one table or of all. */
public final class ListStreams implements Action<ListStreams.Request, ListStreams.Page> {
  private static final Structure INPUT = STREAMS.input("ListStreams");
  private static final int TABLE = INPUT.index("TableName");
  private static final int AFTER = INPUT.index("ExclusiveStartStreamArn");
  private static final int LIMIT = INPUT.index("Limit");
  private static final int MAX_PAGE = 100;

  private final StreamContext context;

  public ListStreams(StreamContext context) {
    this.context = context;
  }

  /**
   * @param table null for all
   * @param after ARNs up to this one are left out
   */
  public record Request(@Nullable String table, @Nullable String after, int limit) {}

  /** Some streams, and whether there are more. */
  public record Page(List<TableStream> streams, boolean more) {}

  @Override
  public String name() {
    return "ListStreams";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    String after = fields.textOrNull(AFTER);
    if (after != null) {
      StreamContext.requireStreamArn(after);
    }
    Long limit = fields.wholeOrNull(LIMIT);
    return new Request(
        fields.textOrNull(TABLE), after, limit == null ? MAX_PAGE : limit.intValue());
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Page> answer) {
    String table = request.table();
    String after = request.after();
    List<TableStream> found =
        TableStream.readable(context.region(), context.catalog().view(), context.time().epochMs())
            .stream()
            .filter(stream -> table == null || stream.table().name().equals(table))
            .filter(stream -> after == null || stream.arn().compareTo(after) > 0)
            .limit(request.limit() + 1L)
            .toList();
    boolean more = found.size() > request.limit();
    answer.succeed(new Page(more ? found.subList(0, request.limit()) : found, more));
  }

  @Override
  public void render(Page page, JsonOut out) {
    out.beginObject().name("Streams").beginArray();
    for (TableStream stream : page.streams()) {
      out.beginObject();
      out.name("StreamArn").value(stream.arn());
      out.name("TableName").value(stream.table().name());
      out.name("StreamLabel").value(stream.label());
      out.endObject();
    }
    out.endArray();
    if (page.more()) {
      out.name("LastEvaluatedStreamArn").value(page.streams().getLast().arn());
    }
    out.endObject();
  }
}
