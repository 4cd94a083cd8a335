package io.antipode.load.differential;

import io.antipode.load.differential.RandomRequests.Request;
import java.util.ArrayList;
import java.util.List;

/** Requests with the parameters that expressions have replaced. */
final class RandomLegacy {
  private final RandomParts parts;

  RandomLegacy(RandomParts parts) {
    this.parts = parts;
  }

  Request next(boolean sorted) {
    return switch (parts.random.nextInt(6)) {
      case 0 -> put(sorted);
      case 1, 2 -> update(sorted);
      case 3 -> query();
      case 4 -> scan(sorted);
      default -> get(sorted);
    };
  }

  private Request put(boolean sorted) {
    return request(
        "PutItem",
        "\"TableName\":\"%s\",\"Item\":%s%s"
            .formatted(parts.table(sorted), parts.item(sorted), expected()));
  }

  private Request update(boolean sorted) {
    List<String> updates = new ArrayList<>();
    List<String> names = new ArrayList<>(RandomParts.NAMES);
    for (int i = parts.random.nextInt(3); i >= 0; i--) {
      updates.add(
          "\""
              + parts.name(names)
              + "\":"
              + switch (parts.random.nextInt(5)) {
                case 0 -> "{\"Action\":\"DELETE\"}";
                case 1 -> update("DELETE", parts.pick("SS", "NS"));
                case 2 -> update("ADD", parts.pick("N", "SS", "NS", "L"));
                default -> update("PUT", parts.type());
              });
    }
    return request(
        "UpdateItem",
        "\"TableName\":\"%s\",\"Key\":%s,\"AttributeUpdates\":{%s}%s%s"
            .formatted(
                parts.table(sorted),
                parts.key(sorted),
                String.join(",", updates),
                expected(),
                parts.pick(
                    "",
                    ",\"ReturnValues\":\"ALL_NEW\"",
                    ",\"ReturnValues\":\"UPDATED_NEW\"",
                    ",\"ReturnValues\":\"UPDATED_OLD\"")));
  }

  private String update(String action, String type) {
    return "{\"Action\":\"%s\",\"Value\":%s}".formatted(action, parts.json(type, 1));
  }

  private Request get(boolean sorted) {
    return request(
        "GetItem",
        "\"TableName\":\"%s\",\"Key\":%s,\"AttributesToGet\":[\"pk\",\"%s\"]"
            .formatted(parts.table(sorted), parts.key(sorted), parts.pick(RandomParts.NAMES)));
  }

  private Request query() {
    String range =
        switch (parts.random.nextInt(4)) {
          case 0 -> ",\"sk\":" + condition("LT", "{\"N\":\"4\"}");
          case 1 -> ",\"sk\":" + condition("BETWEEN", "{\"N\":\"1\"},{\"N\":\"3\"}");
          default -> "";
        };
    return request(
        "Query",
        "\"TableName\":\"sorted\",\"KeyConditions\":{\"pk\":%s%s}%s"
            .formatted(
                condition("EQ", "{\"S\":\"" + parts.partition() + "\"}"),
                range,
                parts.pick("", filter("QueryFilter"))));
  }

  private Request scan(boolean sorted) {
    return new Request(
        "Scan",
        parts.braces("\"TableName\":\"" + parts.table(sorted) + "\"" + filter("ScanFilter")),
        false);
  }

  private String expected() {
    if (parts.random.nextInt(3) > 0) {
      return "";
    }
    String name = parts.pick(RandomParts.NAMES);
    return switch (parts.random.nextInt(3)) {
      case 0 -> ",\"Expected\":{\"" + name + "\":{\"Exists\":false}}";
      case 1 -> ",\"Expected\":{\"" + name + "\":{\"Value\":" + scalar() + "}}";
      default -> filter("Expected");
    };
  }

  private String filter(String parameter) {
    List<String> names = new ArrayList<>(List.of("c", "d", "e"));
    String one = entry(names);
    return parts.random.nextBoolean()
        ? ",\"" + parameter + "\":{" + one + "}"
        : ",\"%s\":{%s,%s},\"ConditionalOperator\":\"%s\""
            .formatted(parameter, one, entry(names), parts.pick("AND", "OR"));
  }

  private String entry(List<String> unused) {
    String condition =
        switch (parts.random.nextInt(6)) {
          case 0 -> "{\"ComparisonOperator\":\"NULL\"}";
          case 1 -> "{\"ComparisonOperator\":\"NOT_NULL\"}";
          case 2 -> condition("IN", scalar() + "," + scalar());
          case 3 -> condition(parts.pick("CONTAINS", "NOT_CONTAINS"), scalar());
          case 4 -> condition("BEGINS_WITH", parts.json("S", 0));
          default -> condition(parts.pick("EQ", "NE", "LT", "LE", "GT", "GE"), scalar());
        };
    return "\"" + parts.name(unused) + "\":" + condition;
  }

  private static String condition(String operator, String values) {
    return "{\"ComparisonOperator\":\"" + operator + "\",\"AttributeValueList\":[" + values + "]}";
  }

  private String scalar() {
    return parts.json(parts.pick("S", "N", "B"), 0);
  }

  private Request request(String action, String body) {
    return parts.request(action, body);
  }
}
