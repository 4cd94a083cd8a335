package io.antipode.node.region;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * PartiQL statements to a {@link LoneRegion}, with its tables. Statements have their own quotes;
 * everything else is JSON with single quotes, as there.
 */
final class Statements {
  final LoneRegion region;

  Statements(Path folder) throws IOException {
    region = new LoneRegion(folder);
  }

  /** ExecuteStatement of a statement alone. */
  String execute(String statement) {
    return execute(statement, "");
  }

  /**
   * ExecuteStatement.
   *
   * @param more members of the request, such as {@code 'Limit':1}; empty for none
   */
  String execute(String statement, String more) {
    return call("ExecuteStatement", member(statement, more));
  }

  /** BatchExecuteStatement. */
  String batch(String... members) {
    return call("BatchExecuteStatement", "{'Statements':[" + join(members) + "]}");
  }

  /** ExecuteTransaction. */
  String transact(String... members) {
    return call("ExecuteTransaction", "{'TransactStatements':[" + join(members) + "]}");
  }

  private static String join(String... members) {
    return Arrays.stream(members)
        .map(member -> member.startsWith("{") ? member : member(member, ""))
        .collect(Collectors.joining(","));
  }

  /** A statement with its parameters and options, as JSON. */
  static String member(String statement, String more) {
    String escaped = statement.replace("\\", "\\\\").replace("'", "\\u0027");
    return "{'Statement':'"
        + escaped.replace("\"", "\\u0022").replace("\n", "\\n")
        + "'"
        + (more.isEmpty() ? "" : "," + more)
        + "}";
  }

  String call(String action, String json) {
    return region.call(action, json);
  }
}
