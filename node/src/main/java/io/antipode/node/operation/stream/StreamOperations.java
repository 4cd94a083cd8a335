package io.antipode.node.operation.stream;

import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import java.util.List;
import java.util.function.Consumer;

/** All operations on streams. */
public final class StreamOperations {
  private StreamOperations() {}

  public static List<Operation> all(StreamContext context) {
    return List.of(
        new ListStreams(context),
        new DescribeStream(context),
        new GetShardIterator(context),
        new GetRecords(context));
  }

  static void answer(Call call, Consumer<JsonOut> members) {
    JsonOut out = new JsonOut().beginObject();
    members.accept(out);
    call.succeed(out.endObject());
  }
}
