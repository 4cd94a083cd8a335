package io.antipode.load.bench;

import io.antipode.load.http.ControlClient;
import io.antipode.load.http.DynamoRequest;
import io.antipode.load.http.LoadClient.Traffic;
import java.util.SplittableRandom;

/** The single-operation profiles of the comparison. */
enum Profile {
  GET("GetItem"),
  PUT("PutItem"),
  UPDATE("UpdateItem"),
  QUERY("Query");

  static final String ITEMS = "bench_items";
  static final String COLLECTIONS = "bench_collections";

  /** Items that one Query returns. */
  static final int COLLECTION_ITEMS = 10;

  private static final int BATCH = 25;

  private final String action;

  Profile(String action) {
    this.action = action;
  }

  String action() {
    return action;
  }

  /** Makes both tables and fills them. */
  static void prepare(ControlClient client, int items, String value) {
    client.call(
        "CreateTable",
        """
        {"TableName":"%s","BillingMode":"PAY_PER_REQUEST",
         "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
         "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]}\
        """
            .formatted(ITEMS));
    client.call(
        "CreateTable",
        """
        {"TableName":"%s","BillingMode":"PAY_PER_REQUEST",
         "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"N"}],
         "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}]}\
        """
            .formatted(COLLECTIONS));
    fill(client, ITEMS, items, value, false);
    fill(client, COLLECTIONS, items, value, true);
  }

  private static void fill(
      ControlClient client, String table, int items, String value, boolean sorted) {
    StringBuilder batch = new StringBuilder();
    for (int i = 0; i < items; i++) {
      String key =
          sorted
              ? key(i / COLLECTION_ITEMS) + ",\"sk\":{\"N\":\"" + i % COLLECTION_ITEMS + "\"}"
              : key(i);
      batch
          .append(batch.isEmpty() ? "" : ",")
          .append("{\"PutRequest\":{\"Item\":{")
          .append(key)
          .append(",\"v\":{\"S\":\"")
          .append(value)
          .append("\"},\"n\":{\"N\":\"0\"}}}}");
      if (i % BATCH == BATCH - 1 || i == items - 1) {
        client.call("BatchWriteItem", "{\"RequestItems\":{\"" + table + "\":[" + batch + "]}}");
        batch.setLength(0);
      }
    }
  }

  private static String key(long number) {
    return "\"pk\":{\"S\":\"user%08d\"}".formatted(number);
  }

  /**
   * Prebuilt requests over uniformly random keys: the load generator should cost as little as it
   * can.
   */
  Traffic traffic(String region, int items, String value) {
    DynamoRequest request = new DynamoRequest(action, region);
    SplittableRandom random = new SplittableRandom(7);
    byte[][] prebuilt = new byte[4_096][];
    for (int i = 0; i < prebuilt.length; i++) {
      prebuilt[i] = request.with(body(random.nextInt(items), value));
    }
    return new Traffic() {
      private int next;

      @Override
      public byte[] next(int connection) {
        return prebuilt[next++ & (prebuilt.length - 1)];
      }
    };
  }

  private String body(int number, String value) {
    return switch (this) {
      case GET -> "{\"TableName\":\"%s\",\"Key\":{%s}}".formatted(ITEMS, key(number));
      case PUT ->
          "{\"TableName\":\"%s\",\"Item\":{%s,\"v\":{\"S\":\"%s\"},\"n\":{\"N\":\"0\"}}}"
              .formatted(ITEMS, key(number), value);
      case UPDATE ->
          """
          {"TableName":"%s","Key":{%s},"UpdateExpression":"ADD n :one","ExpressionAttributeValues":{":one":{"N":"1"}}}\
          """
              .formatted(ITEMS, key(number));
      case QUERY ->
          """
          {"TableName":"%s","KeyConditionExpression":"pk = :p","ExpressionAttributeValues":{":p":{"S":"user%08d"}}}\
          """
              .formatted(COLLECTIONS, number / COLLECTION_ITEMS);
    };
  }
}
