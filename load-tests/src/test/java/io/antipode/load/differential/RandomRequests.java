package io.antipode.load.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Random but mostly sensible requests on two small tables, so that conditions, updates and pages
 * often meet data.
 */
final class RandomRequests {
  /** One request. */
  record Request(String action, String body, boolean ordered) {}

  static final List<String> SETUP =
      List.of(
          """
          {"TableName":"plain","BillingMode":"PAY_PER_REQUEST",
           "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
           "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]}\
          """,
          """
          {"TableName":"sorted","BillingMode":"PAY_PER_REQUEST",
           "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"N"},
             {"AttributeName":"a","AttributeType":"S"},{"AttributeName":"b","AttributeType":"N"}],
           "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
           "LocalSecondaryIndexes":[{"IndexName":"local","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"b","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}],
           "GlobalSecondaryIndexes":[{"IndexName":"global","KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"RANGE"}],"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["c"]}}]}\
          """);

  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");
  private static final List<String> STRINGS = List.of("x", "xy", "y", "red", "green", "é😀");

  private final SplittableRandom random;
  private final Map<String, String> values = new TreeMap<>();
  private int nextValue;

  RandomRequests(long seed) {
    random = new SplittableRandom(seed);
  }

  Request next() {
    values.clear();
    nextValue = 0;
    boolean sorted = random.nextBoolean();
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> put(sorted);
      case 3, 4, 5, 6 -> update(sorted);
      case 7 -> delete(sorted);
      case 8 -> get(sorted);
      case 9, 10 -> query();
      default -> scan(sorted);
    };
  }

  private Request put(boolean sorted) {
    String body =
        "\"TableName\":\"%s\",\"Item\":%s%s%s"
            .formatted(
                table(sorted),
                item(sorted),
                condition(),
                pick("", "", ",\"ReturnValues\":\"ALL_OLD\""));
    return request("PutItem", body);
  }

  private Request update(boolean sorted) {
    List<String> clauses = new ArrayList<>();
    List<String> names = new ArrayList<>(NAMES);
    if (random.nextBoolean()) {
      clauses.add("SET " + name(names) + " = " + operand());
    }
    if (random.nextInt(3) == 0) {
      clauses.add("REMOVE " + name(names) + pick("", "", ".k", "[0]"));
    }
    if (random.nextInt(3) == 0) {
      clauses.add("ADD " + name(names) + " " + value(pick("N", "N", "NS", "SS")));
    }
    if (random.nextInt(4) == 0) {
      clauses.add("DELETE " + name(names) + " " + value(pick("NS", "SS")));
    }
    if (clauses.isEmpty()) {
      clauses.add("SET " + name(names) + " = " + value(type()));
    }
    String body =
        "\"TableName\":\"%s\",\"Key\":%s,\"UpdateExpression\":\"%s\"%s%s"
            .formatted(
                table(sorted),
                key(sorted),
                String.join(" ", clauses),
                condition(),
                pick("", ",\"ReturnValues\":\"ALL_NEW\"", ",\"ReturnValues\":\"ALL_OLD\""));
    return request("UpdateItem", body);
  }

  private String operand() {
    return switch (random.nextInt(6)) {
      case 0 -> "if_not_exists(" + pick(NAMES) + ", " + value(type()) + ")";
      case 1 -> "list_append(" + value("L") + ", " + value("L") + ")";
      case 2 -> pick(NAMES) + " + " + value("N");
      case 3 -> value("N") + " - " + value("N");
      case 4 -> pick(NAMES);
      default -> value(type());
    };
  }

  private Request delete(boolean sorted) {
    return request(
        "DeleteItem",
        "\"TableName\":\"%s\",\"Key\":%s%s,\"ReturnValues\":\"ALL_OLD\""
            .formatted(table(sorted), key(sorted), condition()));
  }

  private Request get(boolean sorted) {
    return request(
        "GetItem",
        "\"TableName\":\"%s\",\"Key\":%s%s"
            .formatted(
                table(sorted),
                key(sorted),
                pick(
                    "",
                    ",\"ProjectionExpression\":\"a, c.k, d[0]\"",
                    ",\"ProjectionExpression\":\"pk, b\"")));
  }

  private Request query() {
    String index = pick("", "", "local", "global");
    String hash = index.equals("global") ? "a" : "pk";
    String range = index.isEmpty() ? "sk" : "b";
    String keyCondition =
        hash + " = " + (hash.equals("a") ? literal("S", string()) : literal("S", partition()));
    keyCondition +=
        switch (random.nextInt(5)) {
          case 0 -> " AND " + range + " < " + value("N");
          case 1 -> " AND " + range + " >= " + value("N");
          case 2 -> " AND " + range + " = " + value("N");
          case 3 -> " AND " + range + " BETWEEN " + literal("N", "0") + " AND " + literal("N", "3");
          default -> "";
        };
    String body =
        "\"TableName\":\"sorted\",\"KeyConditionExpression\":\"%s\"%s%s%s%s"
            .formatted(
                keyCondition,
                index.isEmpty() ? "" : ",\"IndexName\":\"" + index + "\"",
                random.nextInt(3) == 0
                    ? ",\"FilterExpression\":\"" + test("c", "d", "e") + "\""
                    : "",
                pick("", ",\"ScanIndexForward\":false"),
                pick("", "", ",\"Limit\":2", ",\"Select\":\"COUNT\""));
    // Entries of an index with equal index keys come in no promised order, so pages of them can't
    // be compared.
    return index.isEmpty()
        ? new Request("Query", braces(body), true)
        : new Request("Query", braces(body.replace(",\"Limit\":2", "")), false);
  }

  private Request scan(boolean sorted) {
    return new Request(
        "Scan",
        braces(
            "\"TableName\":\"%s\"%s%s"
                .formatted(
                    table(sorted),
                    random.nextBoolean()
                        ? ",\"FilterExpression\":\"" + test(NAMES.toArray(String[]::new)) + "\""
                        : "",
                    pick("", ",\"ProjectionExpression\":\"pk, a, d\""))),
        false);
  }

  private Request request(String action, String body) {
    return new Request(action, braces(body), true);
  }

  private String braces(String body) {
    StringBuilder all = new StringBuilder("{").append(body);
    if (!values.isEmpty()) {
      all.append(",\"ExpressionAttributeValues\":{");
      String comma = "";
      for (Map.Entry<String, String> each : values.entrySet()) {
        all.append(comma).append('"').append(each.getKey()).append("\":").append(each.getValue());
        comma = ",";
      }
      all.append('}');
    }
    return all.append('}').toString();
  }

  private String condition() {
    return random.nextInt(3) == 0
        ? ",\"ConditionExpression\":\"" + test(NAMES.toArray(String[]::new)) + "\""
        : "";
  }

  private String test(String... names) {
    String simple =
        switch (random.nextInt(9)) {
          case 0 -> "attribute_exists(" + pick(names) + ")";
          case 1 -> "attribute_not_exists(" + pick(names) + ")";
          case 2 -> "attribute_type(" + pick(names) + ", " + literal("S", type()) + ")";
          case 3 -> "begins_with(" + pick(names) + ", " + value("S") + ")";
          case 4 -> "contains(" + pick(names) + ", " + value(pick("S", "N")) + ")";
          case 5 -> "size(" + pick(names) + ") " + pick("<", ">", "=") + " " + value("N");
          case 6 -> pick(names) + " IN (" + value(type()) + ", " + value(type()) + ")";
          case 7 -> pick(names) + " BETWEEN " + literal("N", "1") + " AND " + literal("N", "5");
          default ->
              pick(names)
                  + " "
                  + pick("=", "<>", "<", "<=", ">", ">=")
                  + " "
                  + value(pick("S", "N", "B"));
        };
    return switch (random.nextInt(5)) {
      case 0 -> "NOT " + simple;
      case 1 -> simple + " AND " + test(names);
      case 2 -> "(" + simple + " OR " + test(names) + ")";
      default -> simple;
    };
  }

  private String item(boolean sorted) {
    StringBuilder item = new StringBuilder(key(sorted));
    item.setLength(item.length() - 1);
    for (String name : NAMES) {
      if (random.nextInt(3) > 0) {
        boolean indexed = sorted && (name.equals("a") || name.equals("b"));
        String type = indexed && random.nextInt(20) > 0 ? (name.equals("a") ? "S" : "N") : type();
        item.append(",\"").append(name).append("\":").append(json(type, 2));
      }
    }
    return item.append('}').toString();
  }

  private String key(boolean sorted) {
    String key = "{\"pk\":{\"S\":\"" + partition() + "\"}";
    return key + (sorted ? ",\"sk\":{\"N\":\"" + random.nextInt(6) + "\"}}" : "}");
  }

  private String partition() {
    return "p" + random.nextInt(5);
  }

  private String table(boolean sorted) {
    return sorted ? "sorted" : "plain";
  }

  private String name(List<String> unused) {
    return unused.remove(random.nextInt(unused.size()));
  }

  private String value(String type) {
    return literal(json(type, 2));
  }

  private String literal(String type, String text) {
    return literal("{\"" + type + "\":\"" + text + "\"}");
  }

  private String literal(String json) {
    String name = ":v" + nextValue++;
    values.put(name, json);
    return name;
  }

  private String type() {
    return pick("S", "N", "B", "BOOL", "NULL", "SS", "NS", "L", "M");
  }

  private String string() {
    return pick(STRINGS);
  }

  private String number() {
    return pick("0", "1", "2", "3.5", "-1", "10", "1e2", "0.001", "12345678901234567890");
  }

  private String json(String type, int depth) {
    String inner = pick("S", "N", "BOOL");
    String text =
        switch (type) {
          case "S" -> "\"" + string() + "\"";
          case "N" -> "\"" + number() + "\"";
          case "B" -> pick("\"AAE=\"", "\"/w==\"", "\"eHk=\"");
          case "BOOL" -> pick("true", "false");
          case "NULL" -> "true";
          case "SS" -> pick("[\"x\"]", "[\"x\",\"y\"]", "[\"red\",\"green\",\"x\"]");
          case "NS" -> pick("[\"1\"]", "[\"1\",\"2\"]", "[\"3.5\",\"-1\",\"10\"]");
          case "L" ->
              depth == 0 ? "[]" : "[" + json(inner, depth - 1) + "," + json(type(), 0) + "]";
          default -> depth == 0 ? "{}" : "{\"k\":" + json(inner, depth - 1) + "}";
        };
    return "{\"" + type + "\":" + text + "}";
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
