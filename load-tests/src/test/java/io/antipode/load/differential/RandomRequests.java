package io.antipode.load.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * Random but mostly sensible requests on two small tables, so that conditions, updates and pages
 * often meet data.
 */
final class RandomRequests extends RandomParts {
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
           "GlobalSecondaryIndexes":[{"IndexName":"global","KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"RANGE"}],"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["c"]}},
             {"IndexName":"several","KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"},{"AttributeName":"pk","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}]}\
          """);

  private final RandomLegacy legacy;
  private final RandomTransactions transactions;
  private final RandomStatements statements;

  RandomRequests(long seed) {
    super(seed);
    legacy = new RandomLegacy(this);
    transactions = new RandomTransactions(this);
    statements = new RandomStatements(this);
  }

  Request next() {
    begin();
    boolean sorted = random.nextBoolean();
    return switch (random.nextInt(26)) {
      case 0, 1, 2 -> put(sorted);
      case 3, 4, 5, 6 -> update(sorted);
      case 7 -> delete(sorted);
      case 8 -> get(sorted);
      case 9, 10 -> query();
      case 11 -> nestedUpdate(sorted);
      case 12 -> batchGet(sorted);
      case 13 -> batchWrite(sorted);
      case 14, 15, 16 -> legacy.next(sorted);
      case 17, 18, 19 -> transactions.next();
      case 20, 21, 22, 23, 24 -> statements.next();
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
    String index = pick("", "", "local", "global", "several");
    String keyCondition =
        index.equals("several")
            ? keyOfSeveral()
            : keyOfTwo(index.equals("global") ? "a" : "pk", index.isEmpty() ? "sk" : "b");
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

  private String keyOfTwo(String hash, String range) {
    String keyCondition =
        hash + " = " + (hash.equals("a") ? literal("S", string()) : literal("S", partition()));
    return keyCondition
        + switch (random.nextInt(5)) {
          case 0 -> " AND " + range + " < " + value("N");
          case 1 -> " AND " + range + " >= " + value("N");
          case 2 -> " AND " + range + " = " + value("N");
          case 3 -> " AND " + range + " BETWEEN " + literal("N", "0") + " AND " + literal("N", "3");
          default -> "";
        };
  }

  /** Of an index whose key is a and b, then sk and pk. */
  private String keyOfSeveral() {
    String hash = "a = " + literal("S", string()) + pick("", " AND b = ", " AND b = ", " AND b = ");
    String whole = hash.endsWith("= ") ? hash + value("N") : hash;
    return whole
        + switch (random.nextInt(6)) {
          case 0 -> " AND sk > " + value("N");
          case 1 -> " AND sk = " + value("N") + " AND pk = " + literal("S", partition());
          case 2 -> " AND sk = " + value("N") + " AND pk <= " + literal("S", partition());
          case 3 -> " AND sk < " + value("N") + " AND pk = " + literal("S", partition());
          case 4 -> " AND pk = " + literal("S", partition());
          default -> "";
        };
  }

  private Request scan(boolean sorted) {
    return new Request(
        "Scan",
        braces(
            "\"TableName\":\"%s\"%s%s%s"
                .formatted(
                    table(sorted),
                    sorted ? pick("", index("local"), index("global"), index("several")) : "",
                    random.nextBoolean()
                        ? ",\"FilterExpression\":\"" + test(NAMES.toArray(String[]::new)) + "\""
                        : "",
                    pick("", ",\"ProjectionExpression\":\"pk, a, d\""))),
        false);
  }

  private static String index(String name) {
    return ",\"IndexName\":\"" + name + "\"";
  }

  /** Changes within documents, and what was changed alone. */
  private Request nestedUpdate(boolean sorted) {
    List<String> names = new ArrayList<>(List.of("c", "d", "e"));
    String set = "SET " + path(names) + " = " + operand();
    String more = pick("", ", " + path(names) + " = " + value(type()));
    String remove = pick("", " REMOVE " + path(names));
    return request(
        "UpdateItem",
        "\"TableName\":\"%s\",\"Key\":%s,\"UpdateExpression\":\"%s\",\"ReturnValues\":\"%s\""
            .formatted(
                table(sorted),
                key(sorted),
                set + more + remove,
                pick("UPDATED_NEW", "UPDATED_OLD", "ALL_NEW")));
  }

  private String path(List<String> unused) {
    return name(unused) + pick("", ".k", ".n", "[0]", "[1]", "[7]");
  }

  private Request batchGet(boolean sorted) {
    List<String> keys = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      keys.add(key(sorted));
    }
    return new Request(
        "BatchGetItem",
        "{\"RequestItems\":{\"%s\":{\"Keys\":[%s]%s}}}"
            .formatted(
                table(sorted),
                String.join(",", keys),
                pick("", ",\"ProjectionExpression\":\"pk, a, c.k\"")),
        false);
  }

  private Request batchWrite(boolean sorted) {
    List<String> writes = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      writes.add(
          random.nextBoolean()
              ? "{\"PutRequest\":{\"Item\":" + item(sorted) + "}}"
              : "{\"DeleteRequest\":{\"Key\":" + key(sorted) + "}}");
    }
    return new Request(
        "BatchWriteItem",
        "{\"RequestItems\":{\"%s\":[%s]}}".formatted(table(sorted), String.join(",", writes)),
        true);
  }
}
