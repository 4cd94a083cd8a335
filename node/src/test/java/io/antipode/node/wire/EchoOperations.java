package io.antipode.node.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ErrorType;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemWriter;
import io.antipode.node.json.ItemJson;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.wire.Service.Protocol;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;

/** Actions of the tests: they answer with what they were sent, or fail in every way there is. */
final class EchoOperations {
  private EchoOperations() {}

  static List<Service> services(String region, Executor elsewhere) {
    return List.of(
        new Service("DynamoDB_20120810", Protocol.AWS_JSON_1_0, items(region, elsewhere)),
        new Service(
            "DynamoDBStreams_20120810",
            Protocol.AWS_JSON_1_0,
            List.of(new Named("ListStreams", call -> answer(call, region)))));
  }

  private static List<Operation> items(String region, Executor elsewhere) {
    return List.of(
        // Echoes the Item, with the region and the caller beside it.
        new Named("PutItem", call -> echo(call, region)),
        new Named(
            "DescribeEndpoints",
            call -> call.succeed(call.out().beginArray().value(call.endpoint("own")).endArray())),
        // Answers from another thread.
        new Named("GetItem", call -> elsewhere.execute(() -> answer(call, region))),
        new Named(
            "UpdateItem",
            call -> {
              throw new IllegalStateException("a bug, as this test wants it");
            }),
        new Named(
            "DeleteItem",
            call ->
                call.fail(
                    new ApiError(
                        ErrorType.CONDITIONAL_CHECK_FAILED,
                        "The conditional request failed",
                        item("pk"),
                        List.of()))),
        new Named(
            "Query",
            call ->
                call.fail(
                    new ApiError(
                        ErrorType.THROTTLING,
                        "slow down",
                        null,
                        List.of(new ApiError.ThrottlingReason("why", "arn"))))));
  }

  private record Named(String name, Action action) implements Operation {
    @Override
    public void handle(Call call) throws IOException {
      action.handle(call);
    }
  }

  private interface Action {
    void handle(Call call) throws IOException;
  }

  private static void answer(Call call, String region) {
    call.header("x-antipode-version", "1:" + region);
    JsonOut out = call.out().beginObject();
    call.succeed(out.name("region").value(region).endObject());
  }

  private static void echo(Call call, String region) throws IOException {
    call.table("Echo");
    JsonParser parser = call.body();
    Item item = Item.of(java.util.Map.of());
    parser.nextToken();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      boolean isItem = parser.currentName().equals("Item");
      parser.nextToken();
      if (isItem) {
        item = ItemJson.readItem(parser);
      } else {
        parser.skipChildren();
      }
    }
    JsonOut out = call.out().beginObject();
    out.name("region").value(region).name("caller").value(call.accessKeyId());
    call.succeed(out.name("Item").item(item).endObject());
  }

  private static Item item(String name) {
    return new ItemWriter().beginItem().name(name).string("x").endItem();
  }
}
