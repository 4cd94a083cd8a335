package io.antipode.node.operation.kinesis;

import static io.antipode.node.api.ApiModel.KINESIS;

import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.kinesis.DataStream;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ListStreams} of Kinesis: those that some table streams to. */
public final class ListStreams implements Action<ListStreams.Request, ListStreams.Page> {
  private static final Structure INPUT = KINESIS.input("ListStreams");
  private static final int LIMIT = INPUT.index("Limit");
  private static final int AFTER = INPUT.index("ExclusiveStartStreamName");
  private static final int TOKEN = INPUT.index("NextToken");
  private static final int USUAL_PAGE = 100;

  private final KinesisContext context;

  public ListStreams(KinesisContext context) {
    this.context = context;
  }

  /**
   * @param after names up to this one are left out
   */
  public record Request(@Nullable String after, int limit) {}

  /** Some streams, and whether there are more. */
  public record Page(List<DataStream> streams, boolean more) {}

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
    Long limit = fields.wholeOrNull(LIMIT);
    String token = fields.textOrNull(TOKEN);
    return new Request(
        token == null ? fields.textOrNull(AFTER) : token,
        limit == null ? USUAL_PAGE : limit.intValue());
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Page> answer) {
    String after = request.after();
    List<DataStream> found =
        context.streams().stream()
            .filter(each -> after == null || each.name().compareTo(after) > 0)
            .limit(request.limit() + 1L)
            .toList();
    boolean more = found.size() > request.limit();
    answer.succeed(new Page(more ? found.subList(0, request.limit()) : found, more));
  }

  @Override
  public void render(Page page, JsonOut out) {
    out.beginObject().name("StreamNames").beginArray();
    page.streams().forEach(each -> out.value(each.name()));
    out.endArray();
    out.name("HasMoreStreams").value(page.more());
    out.name("StreamSummaries").beginArray();
    for (DataStream stream : page.streams()) {
      out.beginObject();
      KinesisContext.describe(stream, out);
      out.endObject();
    }
    out.endArray();
    if (page.more()) {
      out.name("NextToken").value(page.streams().getLast().name());
    }
    out.endObject();
  }
}
