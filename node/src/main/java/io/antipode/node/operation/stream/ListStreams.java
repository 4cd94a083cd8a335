package io.antipode.node.operation.stream;

import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.request.Body;
import io.antipode.node.stream.TableStream;
import java.io.IOException;
import java.util.List;

/** {@code ListStreams}: every stream that can be read, those of one table or of all. */
final class ListStreams implements Operation {
  private static final long MAX_PAGE = 100;

  private final StreamContext context;

  ListStreams(StreamContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "ListStreams";
  }

  @Override
  public void handle(Call call) throws IOException {
    Body request = Body.read(call.body(), StreamShapes.LIST);
    String table = request.textOrNull("TableName");
    String after = request.textOrNull("ExclusiveStartStreamArn");
    if (after != null) {
      StreamContext.requireStreamArn(after);
    }
    Long limit = request.numberOrNull("Limit");
    long page = limit == null ? MAX_PAGE : limit;
    List<TableStream> found =
        TableStream.readable(context.region(), context.catalog().view(), context.time().epochMs())
            .stream()
            .filter(stream -> table == null || stream.table().name().equals(table))
            .filter(stream -> after == null || stream.arn().compareTo(after) > 0)
            .limit(page + 1)
            .toList();
    boolean more = found.size() > page;
    List<TableStream> shown = more ? found.subList(0, (int) page) : found;
    StreamOperations.answer(
        call,
        out -> {
          out.name("Streams").beginArray();
          for (TableStream stream : shown) {
            out.beginObject();
            out.name("StreamArn").value(stream.arn());
            out.name("TableName").value(stream.table().name());
            out.name("StreamLabel").value(stream.label());
            out.endObject();
          }
          out.endArray();
          if (more) {
            out.name("LastEvaluatedStreamArn").value(shown.getLast().arn());
          }
        });
  }
}
