package io.antipode.load.cost;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Requests by the parameters that expressions have replaced, which have limits of their own. */
final class LegacyCalls {
  private static final int MAX_LENGTH = 200_000;

  private final Picks picks;

  LegacyCalls(Picks picks) {
    this.picks = picks;
  }

  List<Supplier<DearRequest>> kinds() {
    return List.of(this::expected, this::updates, this::filter, this::keyConditions, this::names);
  }

  private String comparison() {
    String many = picks.joined(20_000, MAX_LENGTH, ",", i -> "{\"N\":\"" + i + "\"}");
    return picks.oneOf(
        List.of(
            "{\"ComparisonOperator\":\"IN\",\"AttributeValueList\":[" + many + "]}",
            "{\"ComparisonOperator\":\"CONTAINS\",\"AttributeValueList\":[{\"S\":\"b\"}]}",
            "{\"ComparisonOperator\":\"NOT_CONTAINS\",\"AttributeValueList\":[{\"N\":\"7\"}]}",
            "{\"ComparisonOperator\":\"BETWEEN\",\"AttributeValueList\":[{\"N\":\"1\"},"
                + "{\"N\":\"2\"}]}",
            "{\"ComparisonOperator\":\"NE\",\"AttributeValueList\":[" + picks.item().value() + "]}",
            "{\"ComparisonOperator\":\"NULL\"}"));
  }

  /** Conditions on one attribute or on many; a short one may stand there a thousand times. */
  private String conditions() {
    if (picks.coin()) {
      return "\"b\":" + comparison();
    }
    return entries(i -> "{\"ComparisonOperator\":\"NOT_NULL\"}");
  }

  private String entries(IntFunction<String> value) {
    return picks.joined(3_000, MAX_LENGTH, ",", i -> "\"a" + i + "\":" + value.apply(i));
  }

  private String operator() {
    return picks.oneOf(
        List.of(
            "", ",\"ConditionalOperator\":\"OR\"", ",\"ConditionalOperator\":\"AND\"", ",\"x\":1"));
  }

  private DearRequest expected() {
    LargeItem item = picks.item();
    return new DearRequest(
        picks.coin() ? "DeleteItem" : "UpdateItem",
        "{\"TableName\":\"%s\",\"Key\":{%s},\"Expected\":{%s}%s}"
            .formatted(LargeItem.TABLE, item.key(), conditions(), operator()),
        item.bytes());
  }

  private DearRequest updates() {
    LargeItem item = picks.item();
    String action = picks.oneOf(List.of("PUT", "ADD", "DELETE"));
    String changes =
        picks.coin()
            ? "\"b\":{\"Action\":\"%s\",\"Value\":%s}".formatted(action, item.value())
            : entries(i -> "{\"Action\":\"" + action + "\",\"Value\":{\"N\":\"" + i + "\"}}");
    return new DearRequest(
        "UpdateItem",
        "{\"TableName\":\"%s\",\"Key\":{%s},\"AttributeUpdates\":{%s}}"
            .formatted(LargeItem.TABLE, item.key(), changes),
        item.bytes());
  }

  private DearRequest filter() {
    return new DearRequest(
        "Scan",
        "{\"TableName\":\"%s\",\"ScanFilter\":{%s}%s}"
            .formatted(LargeItem.TABLE, conditions(), operator()),
        LargeItem.allBytes());
  }

  private DearRequest keyConditions() {
    String key =
        "\"pk\":{\"ComparisonOperator\":\"EQ\",\"AttributeValueList\":[{\"S\":\"all\"}]},"
            + "\"sk\":{\"ComparisonOperator\":\"BEGINS_WITH\",\"AttributeValueList\":[{\"S\":\"S\"}]}";
    return new DearRequest(
        "Query",
        "{\"TableName\":\"%s\",\"KeyConditions\":{%s},\"QueryFilter\":{%s}%s}"
            .formatted(LargeItem.TABLE, key, conditions(), operator()),
        LargeItem.allBytes());
  }

  private DearRequest names() {
    LargeItem item = picks.item();
    String names = picks.joined(5_000, MAX_LENGTH, ",", i -> "\"a" + i + "\"");
    return new DearRequest(
        "GetItem",
        "{\"TableName\":\"%s\",\"Key\":{%s},\"AttributesToGet\":[\"b\",%s]}"
            .formatted(LargeItem.TABLE, item.key(), names),
        item.bytes());
  }
}
