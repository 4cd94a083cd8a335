package io.antipode.load.bench.profile;

import io.antipode.load.bench.data.Dataset;
import io.antipode.load.http.DynamoRequest;
import io.antipode.load.http.RequestTemplate;
import java.util.EnumMap;
import java.util.Map;

/**
 * One connection's requests for a data set: their numbers are written in place. Confined to the
 * client's thread.
 */
final class Requests {
  private final Dataset data;
  private final Map<OperationKind, RequestTemplate> templates = new EnumMap<>(OperationKind.class);
  private final RequestTemplate modify;

  Requests(Dataset data, String region, Iterable<OperationKind> kinds) {
    this.data = data;
    for (OperationKind kind : kinds) {
      templates.put(
          kind, new RequestTemplate(new DynamoRequest(kind.action(), region), body(kind)));
    }
    modify = new RequestTemplate(new DynamoRequest("UpdateItem", region), body(OperationKind.SET));
  }

  private String body(OperationKind kind) {
    String table = "{\"TableName\":" + data.tableSlot();
    String key = table + ",\"Key\":{" + data.keySlots() + "}";
    String values = ",\"ExpressionAttributeValues\":{";
    return switch (kind) {
      case GET -> key + "}";
      case READ_MODIFY_WRITE -> key + ",\"ConsistentRead\":true}";
      case PUT, INSERT -> table + ",\"Item\":" + data.itemSlots() + "}";
      case TRANSACT_WRITE -> "{\"TransactItems\":[%1$s,%1$s]}".formatted(transactPut());
      case ADD ->
          key + ",\"UpdateExpression\":\"ADD n :one\"" + values + "\":one\":{\"N\":\"1\"}}}";
      case SET ->
          "%s,\"UpdateExpression\":\"SET f%s = :v\"%s\":v\":{\"S\":\"%s%s\"}}}"
              .formatted(
                  key, Dataset.slot(1), values, Dataset.slot(Dataset.KEY_DIGITS), shortened());
      case QUERY ->
          table
              + ",\"KeyConditionExpression\":\"pk = :p\""
              + values
              + "\":p\":"
              + data.partitionSlot()
              + "}}";
      case RANGE ->
          "%s,\"KeyConditionExpression\":\"pk = :p AND sk >= :s\"%s\":p\":%s,\":s\":{\"N\":\"%s\"}},\"Limit\":~~~}"
              .formatted(table, values, data.partitionSlot(), Dataset.slot(Dataset.SORT_DIGITS));
    };
  }

  private String transactPut() {
    return "{\"Put\":{\"TableName\":%s,\"Item\":%s}}".formatted(data.tableSlot(), data.itemSlots());
  }

  /** The new string is as long as the old one: a number, so that it differs, and the rest. */
  private String shortened() {
    String value = data.value();
    return value.substring(Math.min(value.length(), Dataset.KEY_DIGITS));
  }

  /**
   * @param fresh a number that makes what is written differ from what is there
   * @param choice a random number from 0 on: which string is set, how long a range is
   */
  byte[] request(OperationKind kind, long item, long fresh, int choice) {
    RequestTemplate template = java.util.Objects.requireNonNull(templates.get(kind));
    return switch (kind) {
      case GET, READ_MODIFY_WRITE, ADD -> key(template, item, true).template.bytes();
      case PUT, INSERT -> key(template, item, true).set(fresh).template.bytes();
      case SET -> set(template, item, fresh, choice);
      case TRANSACT_WRITE -> throw new IllegalArgumentException("of two items: transact");
      case QUERY -> key(template, item, false).template.bytes();
      case RANGE ->
          key(template, item, true).set(1 + choice % OperationKind.LONGEST_RANGE).template.bytes();
    };
  }

  /** Writes two items together. */
  byte[] transact(long item, long other, long fresh) {
    RequestTemplate template =
        java.util.Objects.requireNonNull(templates.get(OperationKind.TRANSACT_WRITE));
    Cursor first = key(new Cursor(template), item, true).set(fresh);
    return key(first, other, true).set(fresh).template.bytes();
  }

  /** The second request of a read-modify-write. */
  byte[] modify(long item, long fresh, int choice) {
    return set(modify, item, fresh, choice);
  }

  private byte[] set(RequestTemplate template, long item, long fresh, int choice) {
    return key(template, item, true).set(choice % data.fields()).set(fresh).template.bytes();
  }

  private Cursor key(RequestTemplate template, long item, boolean sorted) {
    return key(new Cursor(template), item, sorted);
  }

  private Cursor key(Cursor cursor, long item, boolean sorted) {
    if (data.tables() > 1) {
      cursor.set(item % data.tables());
    }
    cursor.set(data.partitionOf(item));
    return sorted && data.perPartition() > 0 ? cursor.set(data.sortOf(item)) : cursor;
  }

  /** Fills slots one after another. */
  private static final class Cursor {
    private final RequestTemplate template;
    private int slot;

    Cursor(RequestTemplate template) {
      this.template = template;
    }

    Cursor set(long number) {
      template.set(slot++, number);
      return this;
    }
  }
}
