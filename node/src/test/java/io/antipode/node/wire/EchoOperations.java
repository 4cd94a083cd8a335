package io.antipode.node.wire;

import io.antipode.node.api.ApiError;
import io.antipode.node.api.ErrorType;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemWriter;
import io.antipode.node.json.ItemJson;
import io.antipode.node.json.JsonOut;
import io.antipode.node.json.JsonReader;
import io.antipode.node.json.JsonToken;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.wire.Service.Protocol;
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
        new Named("DeleteItem", call -> call.fail(ApiError.conditionFailed(item("pk")))),
        new Named(
            "Query",
            call ->
                call.fail(
                    new ApiError(
                        ErrorType.THROTTLING,
                        "slow down",
                        null,
                        List.of(new ApiError.ThrottlingReason("why", "arn")),
                        List.of()))));
  }

  private record Named(String name, Action action) implements Operation {
    @Override
    public void handle(Call call) {
      action.handle(call);
    }
  }

  private interface Action {
    void handle(Call call);
  }

  private static void answer(Call call, String region) {
    call.header("x-antipode-version", "1:" + region);
    JsonOut out = call.out().beginObject();
    call.succeed(out.name("region").value(region).endObject());
  }

  private static void echo(Call call, String region) {
    call.table("Echo");
    JsonReader json = call.body();
    Item item = Item.of(java.util.Map.of());
    json.next();
    while (json.next() == JsonToken.NAME) {
      boolean isItem = json.text().equals("Item");
      json.next();
      if (isItem) {
        item = ItemJson.readItem(json);
      } else {
        json.skipValue();
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
