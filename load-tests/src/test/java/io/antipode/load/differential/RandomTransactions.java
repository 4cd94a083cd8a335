package io.antipode.load.differential;

import io.antipode.load.differential.RandomRequests.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Requests of 1 to 4 actions over both tables, that take place together or not at all. */
final class RandomTransactions {
  private static final int MOST = 4;

  private final RandomParts parts;

  RandomTransactions(RandomParts parts) {
    this.parts = parts;
  }

  Request next() {
    return parts.random.nextInt(3) > 0
        ? request("TransactWriteItems", this::write)
        : request("TransactGetItems", this::get);
  }

  private Request request(String action, Supplier<String> item) {
    List<String> items = new ArrayList<>();
    for (int i = parts.random.nextInt(MOST); i >= 0; i--) {
      parts.begin();
      items.add(item.get());
    }
    parts.begin();
    return parts.request(
        action,
        "\"TransactItems\":[%s]%s"
            .formatted(
                String.join(",", items),
                parts.pick(
                    "",
                    "",
                    ",\"ReturnConsumedCapacity\":\"TOTAL\"",
                    ",\"ReturnConsumedCapacity\":\"INDEXES\"")));
  }

  private String write() {
    boolean sorted = parts.random.nextBoolean();
    return switch (parts.random.nextInt(7)) {
      case 0, 1, 2 -> action("Put", sorted, "\"Item\":" + item(sorted) + condition());
      case 3, 4 ->
          action(
              "Update",
              sorted,
              "\"Key\":%s,\"UpdateExpression\":\"%s\"%s"
                  .formatted(key(sorted), update(), condition()));
      case 5 -> action("Delete", sorted, "\"Key\":" + key(sorted) + condition());
      default ->
          action(
              "ConditionCheck",
              sorted,
              "\"Key\":%s,\"ConditionExpression\":\"%s\"%s"
                  .formatted(
                      key(sorted),
                      parts.test(RandomParts.NAMES.toArray(String[]::new)),
                      shownWhereItFails()));
    };
  }

  private String get() {
    boolean sorted = parts.random.nextBoolean();
    return action(
        "Get",
        sorted,
        "\"Key\":"
            + key(sorted)
            + parts.pick(
                "",
                ",\"ProjectionExpression\":\"a, c.k, d[0]\"",
                ",\"ProjectionExpression\":\"pk, b\""));
  }

  private String action(String kind, boolean sorted, String members) {
    return "{\"%s\":%s}"
        .formatted(kind, parts.braces("\"TableName\":\"" + parts.table(sorted) + "\"," + members));
  }

  /** Now and then one of the other table, whose key is another. */
  private String item(boolean sorted) {
    return parts.item((parts.random.nextInt(20) == 0) != sorted);
  }

  private String key(boolean sorted) {
    return parts.key((parts.random.nextInt(20) == 0) != sorted);
  }

  /** Always sets or adds: a removal alone is {@link RemovalFromNothing}'s. */
  private String update() {
    List<String> names = new ArrayList<>(RandomParts.NAMES);
    String first =
        switch (parts.random.nextInt(4)) {
          case 0 -> "ADD " + parts.name(names) + " " + parts.value(parts.pick("N", "NS", "SS"));
          case 1 -> "SET " + parts.name(names) + " = " + parts.pick(RandomParts.NAMES);
          case 2 -> "SET %1$s = %1$s + %2$s".formatted(parts.name(names), parts.value("N"));
          default -> "SET " + parts.name(names) + " = " + parts.value(parts.type());
        };
    return parts.random.nextInt(4) == 0 ? first + " REMOVE " + parts.name(names) : first;
  }

  private String condition() {
    String condition = parts.condition();
    return condition.isEmpty() ? "" : condition + shownWhereItFails();
  }

  private String shownWhereItFails() {
    return parts.pick("", ",\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\"");
  }
}
