package io.antipode.node.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How SELECTs are read, through true shards: by which queries, in which order, page by page. Texts
 * were seen on AWS, as the conformance suite of paritysuite pins them (October 2026), or else in
 * DynamoDB Local 3.3.1.
 */
final class SelectStatementTest {
  private Statements statements;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    statements = new Statements(folder);
  }

  private String execute(String statement) {
    return statements.execute(statement);
  }

  @Test
  void valuesAreShownWithoutWhatTheyStandIn() {
    execute("INSERT INTO hash VALUE {'id': 'a', 'm': {'k': ['c', {'z': 1}]}, 'n': 2}");
    assertEquals(
        "{'Items':[{'k[0]':{'S':'c'},'n':{'N':'2'},'z':{'N':'1'}}]}",
        execute("SELECT m.k[0], n, m['k'][1].z, none.x FROM hash WHERE id = 'a'"));
    assertEquals(
        "ValidationException: Duplicate identifiers in select clause: n",
        execute("SELECT n, m.n FROM hash"));
    assertEquals(
        "ValidationException: Unexpected path component at 1:8:5",
        execute("SELECT count(*) FROM hash"));
  }

  @Test
  void keysAreReadByQueriesInOrder() {
    for (int i = 1; i <= 4; i++) {
      execute("INSERT INTO range VALUE {'id': 'a', 'sk': " + i + ", 'n': " + i % 2 + "}");
    }
    execute("INSERT INTO range VALUE {'id': 'b', 'sk': 1}");
    assertEquals("4 3 2 1", sorted("id = 'a' ORDER BY sk DESC"));
    assertEquals("1 3", sorted("id = 'a' AND sk IN [3, 1]"));
    assertEquals("3 1", sorted("id = 'a' AND (sk = 3 OR sk = 1) ORDER BY sk DESC"));
    assertEquals("2 3", sorted("id = 'a' AND sk > 1 AND sk < 4"));
    assertEquals("1 3 4", sorted("id = 'a' AND NOT sk = 2"));
    assertEquals("2 4", sorted("id = 'a' AND n = 0"));
    assertEquals("1 1 2 3 4", sorted("id IN ['a', 'b'] ORDER BY id DESC, sk ASC"));
    assertEquals("4 1", sorted("id = 'a' AND sk > 3 OR id = 'b'"));
    assertEquals("1 2 3 4", sorted("id = 'a' OR id = 'a' AND NOT sk = 1"));
    assertEquals("", sorted("id = 'a' AND id = 'b'"));
    assertEquals("", sorted("id = 'a' AND sk = 1 AND sk = 2"));
  }

  private String sorted(String where) {
    String answer = execute("SELECT sk FROM range WHERE " + where);
    assertTrue(answer.startsWith("{'Items'"), answer);
    StringBuilder keys = new StringBuilder();
    Matcher matcher = Pattern.compile("'N':'(\\d+)'").matcher(answer);
    while (matcher.find()) {
      keys.append(keys.isEmpty() ? "" : " ").append(matcher.group(1));
    }
    return keys.toString();
  }

  @Test
  void aSelectThatCannotBeReadSoIsRefused() {
    String[][] cases = {
      {
        "id = 'a' AND n = 1 OR id = 'a' AND sk = 2",
        "Overlapping conditions with range keys are not" + " supported in where clause"
      },
      {
        "id IN ['a', 'a']",
        "Overlapping conditions with range keys are not supported in where" + " clause"
      },
      {"id = 1", "Key attribute's data type should match its data type in table's schema: Key id"},
      {
        "id = 'a' AND sk = 'x'",
        "Key attribute's data type should match its data type in table's" + " schema: Key sk"
      },
      {
        "id = ''",
        "One or more parameter values are not valid. The AttributeValue for a key"
            + " attribute cannot contain an empty string value. Key: id"
      },
      {
        "n = 1 ORDER BY sk",
        "Must have at least one non-optional hash key condition in WHERE clause"
            + " when using ORDER BY clause."
      },
      {
        "id = 'a' ORDER BY n",
        "Variable reference n in ORDER BY clause must be part of the primary" + " key"
      },
      {
        "id IN ['a', 'b'] ORDER BY sk",
        "Must have hash key in ORDER BY clause when more than one"
            + " hash key condition specified in WHERE clause."
      },
      {
        "id = 'a' AND sk IN [" + "1,".repeat(50) + "1]",
        "Too many decomposed read operations for a" + " given query."
      },
      {
        "n IN [" + "1,".repeat(100) + "1]",
        "The IN operator is provided with too many operands;" + " number of operands: 101"
      },
    };
    for (String[] each : cases) {
      assertEquals(
          "ValidationException: " + each[1], execute("SELECT * FROM range WHERE " + each[0]));
    }
    assertEquals(
        "ResourceNotFoundException: Requested resource not found",
        execute("SELECT * FROM nowhere"));
    assertEquals(
        "ValidationException: Must have WHERE clause in the statement when using ORDER BY clause.",
        execute("SELECT * FROM range ORDER BY sk"));
  }

  @Test
  void indexesShowWhatTheyProject() {
    execute("INSERT INTO range VALUE {'id': 'a', 'sk': 1, 'g': 'x', 'l': 'p', 'n': 1}");
    execute("INSERT INTO range VALUE {'id': 'a', 'sk': 2, 'n': 2}");
    assertEquals(
        "{'Items':[{'n':{'N':'1'}}]}", execute("SELECT n FROM range.\"global\" WHERE g = 'x'"));
    assertEquals(
        "{'Items':[{'id':{'S':'a'},'l':{'S':'p'},'sk':{'N':'1'}}]}",
        execute("SELECT * FROM range.\"local\" WHERE id = 'a' ORDER BY l"));
    assertEquals(
        "{'Items':[{'n':{'N':'1'}}]}",
        execute("SELECT n FROM range.\"local\" WHERE id = 'a' AND begins_with(l, 'p')"));
    String[][] cases = {
      {
        "* FROM range.\"local\" WHERE id = 'a' AND n = 1",
        "One or more parameter values were invalid:"
            + " Secondary index local does not project one or more filter attributes: [n]"
      },
      {"* FROM range.none WHERE id = 'a'", "The table does not have the specified index"},
    };
    for (String[] each : cases) {
      assertEquals("ValidationException: " + each[1], execute("SELECT " + each[0]));
    }
    assertEquals(
        "ValidationException: Strongly consistent read is not supported on Global Secondary"
            + " Indexes",
        statements.execute(
            "SELECT * FROM range.\"global\" WHERE g = 'x'", "'ConsistentRead':true"));
  }

  @Test
  void pagesFollowEachOtherThroughSeveralQueries() {
    for (String id : new String[] {"a", "b", "c"}) {
      execute("INSERT INTO range VALUE {'id': '" + id + "', 'sk': 1}");
      execute("INSERT INTO range VALUE {'id': '" + id + "', 'sk': 2}");
    }
    String select = "SELECT id, sk FROM range WHERE id IN ['c', 'a', 'b']";
    StringBuilder seen = new StringBuilder();
    String token = "";
    for (int page = 0; page < 10; page++) {
      String answer = statements.execute(select, "'Limit':3" + token);
      Matcher items = Pattern.compile("'S':'(.)'},'sk':\\{'N':'(.)'").matcher(answer);
      while (items.find() && items.start() < answer.indexOf(']')) {
        seen.append(items.group(1)).append(items.group(2)).append(' ');
      }
      Matcher next = Pattern.compile("'NextToken':'([^']*)'").matcher(answer);
      if (!next.find()) {
        break;
      }
      token = ",'NextToken':'" + next.group(1) + "'";
      seen.append("| ");
    }
    assertEquals("a1 a2 b1 | b2 c1 c2 | ", seen.toString());
    assertEquals(
        "ValidationException: NextToken does not match request",
        statements.execute("SELECT id FROM range", token.substring(1)));
    assertEquals(
        "ValidationException: Invalid NextToken",
        statements.execute("SELECT id FROM range", "'NextToken':'AAAA'"));
  }
}
