package io.antipode.load.differential;

import io.antipode.load.differential.RandomRequests.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * PartiQL statements on the tables of {@link RandomRequests}, alone, in batches and in
 * transactions; values are written down, or parameters.
 */
final class RandomStatements {
  private static final int MOST = 4;

  private static final Pattern PLACEHOLDER = Pattern.compile(":v\\d+");

  private final RandomParts parts;

  RandomStatements(RandomParts parts) {
    this.parts = parts;
  }

  Request next() {
    return switch (parts.random.nextInt(8)) {
      case 0 -> several("BatchExecuteStatement", "Statements");
      case 1 -> several("ExecuteTransaction", "TransactStatements");
      default -> {
        boolean reads = parts.random.nextBoolean();
        parts.begin();
        String statement = reads ? select() : write(true);
        yield new Request(
            "ExecuteStatement",
            "{" + member(statement) + "}",
            reads && statement.contains("ORDER BY"));
      }
    };
  }

  private Request several(String action, String list) {
    boolean reads = parts.random.nextInt(3) == 0;
    boolean batch = list.equals("Statements");
    List<String> members = new ArrayList<>();
    for (int i = parts.random.nextInt(MOST); i >= 0; i--) {
      parts.begin();
      members.add("{" + member(reads ? get() : batch ? write(true) : transacted()) + "}");
    }
    return new Request(action, "{\"" + list + "\":[" + String.join(",", members) + "]}", true);
  }

  /** A statement's members, with the values of its placeholders as parameters. */
  private String member(String text) {
    List<String> values =
        PLACEHOLDER.matcher(text).results().map(MatchResult::group).map(parts::given).toList();
    String statement = PLACEHOLDER.matcher(text).replaceAll("?").replace("\"", "\\\"");
    return "\"Statement\":\""
        + statement
        + "\""
        + (values.isEmpty() ? "" : ",\"Parameters\":[" + String.join(",", values) + "]");
  }

  private String transacted() {
    boolean sorted = parts.random.nextBoolean();
    return parts.random.nextInt(5) == 0
        ? "EXISTS(SELECT * FROM "
            + parts.table(sorted)
            + where(sorted)
            + " AND "
            + parts.test(names())
            + ")"
        : write(false);
  }

  private static String[] names() {
    return RandomParts.NAMES.toArray(String[]::new);
  }

  private String get() {
    boolean sorted = parts.random.nextBoolean();
    return "SELECT " + shown() + " FROM " + parts.table(sorted) + where(sorted);
  }

  private String shown() {
    return parts.pick("*", "*", "pk, a", "\"b\"");
  }

  private String where(boolean sorted) {
    String partition = " WHERE pk = '" + parts.partition() + "'";
    return sorted ? partition + " AND sk = " + parts.random.nextInt(6) : partition;
  }

  private String select() {
    boolean sorted = parts.random.nextBoolean();
    String filter = parts.random.nextInt(3) == 0 ? " AND " + parts.test("c", "d", "e") : "";
    return "SELECT "
        + (parts.random.nextInt(4) == 0 ? "c.k, d[0], e" : shown())
        + " FROM "
        + switch (parts.random.nextInt(7)) {
          case 0 -> parts.table(sorted) + " WHERE " + parts.test(names());
          case 1 -> parts.table(sorted);
          case 2 -> "sorted WHERE pk = '" + parts.partition() + "'" + onSortKey() + filter;
          case 3 ->
              "sorted WHERE pk = '" + parts.partition() + "'" + onSortKey() + " ORDER BY sk ASC";
          case 4 ->
              parts.table(sorted)
                  + " WHERE pk IN ['"
                  + parts.partition()
                  + "', '"
                  + parts.partition()
                  + "']"
                  + filter;
          case 5 ->
              "sorted.\"local\" WHERE pk = '"
                  + parts.partition()
                  + "'"
                  + parts.pick("", " AND b > 1", " AND b = 2");
          default -> parts.table(sorted) + where(sorted) + filter;
        };
  }

  private String onSortKey() {
    return parts.pick(
        "",
        " AND sk > 2",
        " AND sk BETWEEN 1 AND 3",
        " AND sk IN [1, 4]",
        " AND (sk = 5 OR sk = 0)",
        " AND sk >= 1 AND sk < 4",
        " AND NOT sk = 2");
  }

  private String write(boolean returns) {
    boolean sorted = parts.random.nextBoolean();
    String table = parts.table(sorted);
    return switch (parts.random.nextInt(6)) {
      case 0, 1, 2 -> "INSERT INTO " + table + " VALUE " + tuple(sorted);
      case 3, 4 -> {
        List<String> unused = new ArrayList<>(RandomParts.NAMES);
        String changes = change(unused);
        yield "UPDATE "
            + table
            + changes
            + (parts.random.nextInt(3) == 0 ? change(unused) : "")
            + where(sorted)
            + condition()
            + (returns ? parts.pick("", " RETURNING ALL OLD *", " RETURNING ALL NEW *") : "");
      }
      default ->
          "DELETE FROM "
              + table
              + where(sorted)
              + condition()
              + (returns ? parts.pick("", " RETURNING ALL OLD *") : "");
    };
  }

  private String condition() {
    return parts.random.nextInt(3) == 0 ? " AND " + parts.test(names()) : "";
  }

  private String change(List<String> unused) {
    String name = parts.name(unused);
    return switch (parts.random.nextInt(9)) {
      case 0 -> " REMOVE " + name + parts.pick("", "", ".k", "[0]");
      case 1 -> " SET " + name + " = " + name + parts.pick(" + 1", " - 2", " + b");
      case 2 -> " SET " + name + " = list_append(" + name + ", ['x', 1])";
      case 3 -> " SET " + name + " = set_add(" + name + ", <<'x', 'new'>>)";
      case 4 -> " SET " + name + " = set_delete(" + name + ", <<'x', 'y'>>)";
      case 5 -> " SET " + name + parts.pick(".k", "[0]", "[7]") + " = " + value();
      case 6 -> " SET " + name + " = " + parts.pick(RandomParts.NAMES);
      default -> " SET " + name + " = " + value();
    };
  }

  private String tuple(boolean sorted) {
    StringBuilder tuple = new StringBuilder("{'pk': '" + parts.partition() + "'");
    if (sorted) {
      tuple.append(", 'sk': ").append(parts.random.nextInt(6));
    }
    for (String name : RandomParts.NAMES) {
      if (parts.random.nextInt(3) > 0) {
        boolean indexed = sorted && (name.equals("a") || name.equals("b"));
        tuple
            .append(", '")
            .append(name)
            .append("': ")
            .append(indexed ? name.equals("a") ? "'x'" : "2" : value());
      }
    }
    return tuple.append('}').toString();
  }

  /** A value, written down or as a parameter. */
  private String value() {
    return switch (parts.random.nextInt(10)) {
      case 0 -> "'" + parts.string() + "'";
      case 1 -> parts.number();
      case 2 -> parts.pick("TRUE", "false", "NULL");
      case 3 -> parts.pick("<<'x'>>", "<<'x', 'y'>>", "<<1, 2.50>>");
      case 4 -> parts.pick("[]", "['x', 1, [TRUE]]", "[{'k': NULL}]");
      case 5 -> parts.pick("{}", "{'k': 1, 'n': ['y']}");
      default -> parts.value(parts.type());
    };
  }
}
