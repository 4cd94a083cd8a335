package io.antipode.load.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The table that dear requests are about: it has a stream, and holds an item of each shape. */
final class CostTable {
  private static final Set<String> CHANGING =
      Set.of("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem");
  private static final Set<String> OF_STREAMS =
      Set.of("ListStreams", "DescribeStream", "GetShardIterator", "GetRecords");
  private static final String CREATE_TABLE =
      """
      {"TableName":"cost","BillingMode":"PAY_PER_REQUEST",
       "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"},
       "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},
        {"AttributeName":"sk","AttributeType":"S"}],
       "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},
        {"AttributeName":"sk","KeyType":"RANGE"}]}\
      """;

  private CostTable() {}

  /** Whether items may be something else after such a request. */
  static boolean changes(DearRequest request) {
    return CHANGING.contains(request.action());
  }

  /** The items that may be something else after such a request. */
  static List<LargeItem> changedBy(DearRequest request) {
    return changes(request)
        ? Arrays.stream(LargeItem.values())
            .filter(item -> request.body().contains(item.key()))
            .toList()
        : List.of();
  }

  /** Whether it is a request to the service of streams. */
  static boolean isOfStreams(DearRequest request) {
    return OF_STREAMS.contains(request.action());
  }

  /** Whoever can ask the store. */
  interface Client {
    /** Takes an action and a body, and gives the answer's body; fails where that is an error. */
    String call(String action, String body);
  }

  /** Makes it, with its items. */
  static DearRequest.Stream create(Client client) {
    client.call("CreateTable", CREATE_TABLE);
    String describe = "{\"TableName\":\"" + LargeItem.TABLE + "\"}";
    while (!client.call("DescribeTable", describe).contains("\"TableStatus\":\"ACTIVE\"")) {
      Thread.onSpinWait();
    }
    for (LargeItem item : LargeItem.values()) {
      client.call("PutItem", item.put());
    }
    return stream(client);
  }

  private static DearRequest.Stream stream(Client client) {
    String streams = "DynamoDBStreams_20120810.";
    String arn = found("StreamArn", client.call(streams + "ListStreams", "{}")).getFirst();
    List<String> shards =
        found(
            "ShardId", client.call(streams + "DescribeStream", "{\"StreamArn\":\"" + arn + "\"}"));
    List<String> iterators = new ArrayList<>();
    for (String shard : shards) {
      String first =
          "{\"StreamArn\":\"%s\",\"ShardId\":\"%s\",\"ShardIteratorType\":\"TRIM_HORIZON\"}";
      iterators.addAll(
          found(
              "ShardIterator",
              client.call(streams + "GetShardIterator", first.formatted(arn, shard))));
    }
    return new DearRequest.Stream(arn, shards.getFirst(), iterators);
  }

  private static List<String> found(String member, String json) {
    return Pattern.compile("\"" + member + "\":\"([^\"]+)\"")
        .matcher(json)
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
