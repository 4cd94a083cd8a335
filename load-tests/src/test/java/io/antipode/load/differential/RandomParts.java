package io.antipode.load.differential;

import io.antipode.load.differential.RandomRequests.Request;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What random requests are made of; keeps the values that the request at hand refers to. */
class RandomParts {
  static final List<String> NAMES = List.of("a", "b", "c", "d", "e");
  private static final List<String> STRINGS = List.of("x", "xy", "y", "red", "green", "é😀");

  final SplittableRandom random;
  private final Map<String, String> values = new TreeMap<>();
  private int nextValue;

  RandomParts(long seed) {
    random = new SplittableRandom(seed);
  }

  final void begin() {
    values.clear();
    nextValue = 0;
  }

  final Request request(String action, String body) {
    return new Request(action, braces(body), true);
  }

  final String braces(String body) {
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

  final String condition() {
    return random.nextInt(3) == 0
        ? ",\"ConditionExpression\":\"" + test(NAMES.toArray(String[]::new)) + "\""
        : "";
  }

  final String test(String... names) {
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

  final String item(boolean sorted) {
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

  final String key(boolean sorted) {
    String key = "{\"pk\":{\"S\":\"" + partition() + "\"}";
    return key + (sorted ? ",\"sk\":{\"N\":\"" + random.nextInt(6) + "\"}}" : "}");
  }

  final String partition() {
    return "p" + random.nextInt(5);
  }

  final String table(boolean sorted) {
    return sorted ? "sorted" : "plain";
  }

  final String name(List<String> unused) {
    return unused.remove(random.nextInt(unused.size()));
  }

  final String value(String type) {
    return literal(json(type, 2));
  }

  final String literal(String type, String text) {
    return literal("{\"" + type + "\":\"" + text + "\"}");
  }

  final String literal(String json) {
    String name = ":v" + nextValue++;
    values.put(name, json);
    return name;
  }

  /** The value of a placeholder, as JSON. */
  final String given(String name) {
    return values.getOrDefault(name, "");
  }

  final String type() {
    return pick("S", "N", "B", "BOOL", "NULL", "SS", "NS", "L", "M");
  }

  final String string() {
    return pick(STRINGS);
  }

  final String number() {
    return pick("0", "1", "2", "3.5", "-1", "10", "1e2", "0.001", "12345678901234567890");
  }

  final String json(String type, int depth) {
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

  final String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  final String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
