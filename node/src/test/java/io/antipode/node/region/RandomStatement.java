package io.antipode.node.region;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Statements on the tables of {@link LoneRegion}, most of them somewhat wrong: good ones, of which
 * some tokens are left out, doubled, exchanged or replaced.
 */
final class RandomStatement {
  private static final Pattern TOKEN =
      Pattern.compile("'(?:[^']|'')*'|\"[^\"]*\"|[A-Za-z_0-9.]+|<<|>>|<=|>=|<>|\\s+|.");

  private static final List<String> GOOD =
      List.of(
          "SELECT * FROM range WHERE id = 'a' AND sk BETWEEN 1 AND 3 ORDER BY sk DESC",
          "SELECT l, m.k[0] FROM \"range\".\"local\" WHERE id = 'a' AND l > 'b'",
          "SELECT * FROM \"range\".global WHERE g IN ['a', ?] AND sk > 1",
          "SELECT * FROM range WHERE (id = 'a' OR id = 'b') AND (sk = 1 OR sk = 2 OR sk >= 7)",
          "SELECT sk FROM range WHERE id IN ('a', 'b', ?) AND NOT sk = 1 ORDER BY id, sk",
          "SELECT * FROM hash WHERE id = ? AND begins_with(l, 'x') AND size(m) >= 1",
          "SELECT * FROM hash WHERE contains(s, 'x') OR l IS MISSING AND m IS NOT NULL",
          "SELECT * FROM hash WHERE attribute_type(m, 'M') OR n BETWEEN ? AND ?",
          "SELECT * FROM range",
          "INSERT INTO hash VALUE {'id': 'a', 'n': 1.5e3, 's': <<'x', 'y'>>, 'm': {'k': [1,"
              + " NULL]}}",
          "INSERT INTO range VALUE {'id': ?, 'sk': ?, 'l': 'x', 'g': 'y', 'b': TRUE}",
          "UPDATE hash SET n = n + 1 SET m.k[0] = ? REMOVE l WHERE id = 'a' RETURNING ALL NEW *",
          "UPDATE range SET s = set_add(s, <<'z'>>) SET n = if_not_exists(n, 0) - 1"
              + " WHERE id = 'a' AND sk = 1 AND n < 5 RETURNING MODIFIED OLD *",
          "UPDATE hash SET m = list_append(m, ['x', ?]), l = ? WHERE id = 'a'",
          "FROM hash WHERE id = 'a' REMOVE s SET n = -1",
          "DELETE FROM range WHERE id = 'a' AND sk = 1 AND size(l) <> 2 RETURNING ALL OLD *",
          "EXISTS(SELECT * FROM hash WHERE id = 'a' AND n = 1)");

  private static final List<String> PIECES =
      List.of(
          ("SELECT FROM WHERE INSERT INTO VALUE UPDATE SET REMOVE DELETE RETURNING ALL OLD NEW *"
               + " MODIFIED EXISTS ORDER BY DESC ASC AND OR NOT IN IS BETWEEN LIKE NULL MISSING"
               + " TRUE STRING CASE CAST DATE COUNT UNION GROUP HAVING LIMIT AS AT PIVOT ( ) [ ] {"
               + " } << >> < >= <> = + - || / % , : ; ? . @ id sk l g n m s hash range global local"
               + " size begins_with contains attribute_type set_add set_delete list_append"
               + " if_not_exists 'a' '' 'x' \"id\" \"\" 0 -1 2.5 1e400 9e-200 1E126 99999999999"
               + " 1e-2147483647 0.0e999999999 `ion` -- /* */ ' \" \u2603 \ud83d\ude00 \u0000 null")
              .split(" "));

  private static final List<String> VALUES =
      List.of(
          "{'S':'a'}",
          "{'S':''}",
          "{'N':'1'}",
          "{'N':'-0.00'}",
          "{'N':'9.9E125'}",
          "{'N':'1e-130'}",
          "{'BOOL':true}",
          "{'NULL':true}",
          "{'B':'AAE='}",
          "{'SS':['x','y']}",
          "{'NS':['1','2.0']}",
          "{'BS':['AA==']}",
          "{'L':[]}",
          "{'L':[{'M':{'k':{'L':[{'N':'1'}]}}}]}",
          "{'M':{}}",
          "{'M':{'k':{'S':'x'},'':{'N':'1'}}}");

  private static final List<String> OPTIONS =
      List.of(
          "'Limit':1",
          "'ConsistentRead':true",
          "'NextToken':'AQ=='",
          "'ReturnConsumedCapacity':'INDEXES'",
          "'ReturnValuesOnConditionCheckFailure':'ALL_OLD'");

  private final Random random;

  RandomStatement(long seed) {
    random = new Random(seed);
  }

  /** The members of a request for a statement, in JSON with single quotes. */
  String next() {
    StringBuilder text = new StringBuilder();
    List<String> tokens = tokens();
    tokens.forEach(text::append);
    List<String> values = new ArrayList<>();
    long wanted = tokens.stream().filter("?"::equals).count();
    for (long i = random.nextInt(20) - 18L; i < wanted; i++) {
      values.add(pick(VALUES));
    }
    List<String> more = new ArrayList<>();
    if (!values.isEmpty()) {
      more.add("'Parameters':[" + String.join(",", values) + "]");
    }
    if (random.nextInt(4) == 0) {
      more.add(pick(OPTIONS));
    }
    return Statements.member(text.toString().replace('\u0000', '\u0001'), String.join(",", more));
  }

  private List<String> tokens() {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(pick(GOOD));
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    for (int i = random.nextInt(6); i > 0 && !tokens.isEmpty(); i--) {
      change(tokens);
    }
    return tokens;
  }

  private void change(List<String> tokens) {
    int at = random.nextInt(tokens.size());
    switch (random.nextInt(8)) {
      case 0 -> tokens.remove(at);
      case 1 -> tokens.add(at, tokens.get(random.nextInt(tokens.size())));
      case 2 -> tokens.set(at, tokens.set(random.nextInt(tokens.size()), tokens.get(at)));
      case 3 -> repeat(tokens, at);
      case 4 -> tokens.add(at, " " + pick(PIECES) + " ");
      default -> tokens.set(at, pick(PIECES));
    }
  }

  /** A stretch of tokens again and again, as far as a statement may be long. */
  private void repeat(List<String> tokens, int from) {
    List<String> stretch =
        List.copyOf(tokens.subList(from, Math.min(tokens.size(), from + 1 + random.nextInt(6))));
    int length = stretch.stream().mapToInt(String::length).sum();
    int times = 1 + random.nextInt(Math.max(1, random.nextInt(12) == 0 ? 6_000 / length : 8));
    List<String> added = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      added.addAll(stretch);
    }
    tokens.addAll(from, added);
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
