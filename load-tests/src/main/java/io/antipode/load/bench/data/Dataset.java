package io.antipode.load.bench.data;

import io.antipode.load.http.ControlClient;

/**
 * Tables of numbered items and how their JSON looks. Item {@code i} has the partition key {@code
 * user} and ten digits, or where several items share a partition its part of the number there and
 * the rest as sort key; a number {@code n}; and strings {@code f0, f1, …}.
 *
 * @param table its name, or of several the beginning
 * @param tables item {@code i} is in table {@code i mod tables}
 * @param perPartition items that share a partition key; 0 where there is no sort key
 * @param fields strings in an item
 * @param itemBytes of all strings together
 * @param items at the beginning
 */
public record Dataset(
    String table, int tables, int perPartition, int fields, int itemBytes, long items) {
  public static final int KEY_DIGITS = 10;
  public static final int SORT_DIGITS = 4;
  static final int TABLE_DIGITS = 4;

  /** A slot's digits, as {@link io.antipode.load.http.RequestTemplate} has them. */
  public static String slot(int digits) {
    return "#".repeat(digits);
  }

  /** The table's name as a quoted JSON string, with a slot where there are several. */
  public String tableSlot() {
    return '"' + (tables == 1 ? table : table + '_' + slot(TABLE_DIGITS)) + '"';
  }

  public String partitionSlot() {
    return "{\"S\":\"user" + slot(KEY_DIGITS) + "\"}";
  }

  /** The key's attributes, with one or two slots. */
  public String keySlots() {
    String partition = "\"pk\":" + partitionSlot();
    return perPartition == 0
        ? partition
        : partition + ",\"sk\":{\"N\":\"" + slot(SORT_DIGITS) + "\"}";
  }

  /** A whole item: the slots of its key, then that of {@code n}. */
  public String itemSlots() {
    StringBuilder item = new StringBuilder("{").append(keySlots());
    item.append(",\"n\":{\"N\":\"").append(slot(KEY_DIGITS)).append("\"}");
    for (int field = 0; field < fields; field++) {
      item.append(",\"f").append(field).append("\":{\"S\":\"").append(value()).append("\"}");
    }
    return item.append('}').toString();
  }

  /** One string's value. */
  public String value() {
    return "v".repeat(Math.max(1, itemBytes / fields));
  }

  /** The number in an item's partition key. */
  public long partitionOf(long item) {
    return perPartition == 0 ? item : item / perPartition;
  }

  /** An item's sort key; 0 where there is none. */
  public long sortOf(long item) {
    return perPartition == 0 ? 0 : item % perPartition;
  }

  /** The name of the table that holds an item. */
  String tableOf(long item) {
    return tableName((int) (item % tables));
  }

  String tableName(int number) {
    return tables == 1 ? table : String.format("%s_%0" + TABLE_DIGITS + "d", table, number);
  }

  /** Makes what is not there; for tables that are made at once. */
  public void create(ControlClient client) {
    String sortAttribute =
        perPartition == 0 ? "" : ",{\"AttributeName\":\"sk\",\"AttributeType\":\"N\"}";
    String sortKey = perPartition == 0 ? "" : ",{\"AttributeName\":\"sk\",\"KeyType\":\"RANGE\"}";
    for (int number = 0; number < tables; number++) {
      String name = tableName(number);
      ControlClient.Answer made =
          client.tryCall(
              "CreateTable",
              """
              {"TableName":"%s","BillingMode":"PAY_PER_REQUEST",
               "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}%s],
               "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}%s]}\
              """
                  .formatted(name, sortAttribute, sortKey));
      if (made.status() != 200 && !made.body().contains("ResourceInUseException")) {
        throw new IllegalStateException("CreateTable: " + made.status() + " " + made.body());
      }
      Tables.await(
          60,
          () ->
              client
                  .tryCall("DescribeTable", "{\"TableName\":\"" + name + "\"}")
                  .body()
                  .matches("(?s).*\"TableStatus\"\\s*:\\s*\"ACTIVE\".*"),
          name + " ACTIVE");
    }
  }
}
