package io.antipode.node.region;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One statement at a time, through true shards. Tables are those of {@link LoneRegion}. Texts were
 * seen on AWS, as the conformance suite of paritysuite pins them (October 2026), or else in
 * DynamoDB Local 3.3.1.
 */
final class ExecuteStatementTest {
  private static final String FAILED =
      "ConditionalCheckFailedException: The conditional request failed";
  private static final String NO_KEY =
      "ValidationException: Where clause does not contain a mandatory equality on all key"
          + " attributes";

  private Statements statements;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    statements = new Statements(folder);
  }

  private String execute(String statement) {
    return statements.execute(statement);
  }

  @Test
  void anItemThatIsInsertedIsSelectedByItsKey() {
    assertEquals("{'Items':[]}", execute("INSERT INTO hash VALUE {'id': 'a', 'n': 1.50}"));
    assertEquals(
        "{'Items':[{'id':{'S':'a'},'n':{'N':'1.5'}}]}",
        execute("SELECT * FROM hash WHERE id = 'a'"));
    assertEquals("{'Items':[]}", execute("SELECT * FROM \"hash\" WHERE id = 'b'"));
  }

  @Test
  void valuesAreWrittenDownOrParameters() {
    execute(
        "INSERT INTO hash VALUE {'id': 'a', 's': 'it''s', 'l': [TRUE, NULL, {'m': -1e2}],"
            + " 'ss': <<'y', 'x'>>, 'ns': <<2, 1>>}");
    assertEquals(
        "{'Items':[{'id':{'S':'a'},'l':{'L':[{'BOOL':true},{'NULL':true},{'M':{'m':{'N':'-100'}}}]},"
            + "'ns':{'NS':['1','2']},'s':{'S':'it's'},'ss':{'SS':['x','y']}}]}",
        execute("SELECT * FROM hash WHERE id = 'a' AND ss = <<'x', 'y'>> AND l[2].m < 0"));
    statements.execute(
        "INSERT INTO hash VALUE {'id': ?, 'b': ?}", "'Parameters':[{'S':'b'},{'B':'AQI='}]");
    assertEquals(
        "{'Items':[{'b':{'B':'AQI='}}]}",
        statements.execute("SELECT b FROM hash WHERE id = ?", "'Parameters':[{'S':'b'}]"));
    assertEquals(
        "ValidationException: Number of parameters in request and statement don't match.",
        statements.execute(
            "SELECT b FROM hash WHERE id = ? AND b = ?", "'Parameters':[{'S':'b'}]"));
  }

  @Test
  void anInsertIsOfANewItem() {
    execute("INSERT INTO hash VALUE {'id': 'a'}");
    assertEquals(
        "DuplicateItemException: Duplicate primary key exists in table",
        execute("INSERT INTO hash VALUE {'id': 'a', 'n': 2}"));
    assertEquals(
        "ValidationException: Key attribute should be present in the item: Key id",
        execute("INSERT INTO hash VALUE {'n': 2}"));
    assertEquals(
        "ValidationException: Key attribute's data type should match its data type in table's"
            + " schema: Key id",
        execute("INSERT INTO hash VALUE {'id': 2}"));
  }

  @Test
  void whatAnInsertWritesDownIsRefusedWithItsPlace() {
    String[][] cases = {
      {
        "'m': {'x': 1e126}",
        "Number overflow. Attempting to store a number with magnitude larger"
            + " than supported range under root.x"
      },
      {
        "'l': [1, 1e126]",
        "Number overflow. Attempting to store a number with magnitude larger"
            + " than supported range under root[1]"
      },
      {"'l': [?]", "Unsupported data type: Parameter under key root[0] at 1:42:1"},
      {"'l': <<>>", "Empty bags are not supported"},
      {
        "'l': <<'x', 'x'>>",
        "One or more parameter values were invalid: Input collection [x, x]"
            + " contains duplicates."
      },
      {
        "'l': <<1, 'x'>>",
        "Unsupported data type in Bag. DynamoDB only supports either numbers or"
            + " strings in bags"
      },
      {"'l': 1 + 1", "Unsupported data type: + under key root at 1:43:1"},
      {
        "'l': " + "{'a':".repeat(32) + "1" + "}".repeat(32),
        "Nesting Levels have exceeded supported" + " limits under root" + ".a".repeat(32)
      },
    };
    for (String[] each : cases) {
      assertEquals(
          "ValidationException: " + each[1],
          execute("INSERT INTO hash VALUE {'id': 'a', " + each[0] + "}"));
    }
  }

  @Test
  void anUpdateChangesAnItemThatIsThere() {
    execute("INSERT INTO hash VALUE {'id': 'a', 'n': 1, 'l': ['x'], 's': <<'x'>>, 'o': 5}");
    assertEquals(
        "{'Items':[{'id':{'S':'a'},'l':{'L':[{'S':'x'},{'S':'y'}]},'n':{'N':'3'},"
            + "'s':{'SS':['x','z']}}]}",
        execute(
            "UPDATE hash SET n = n + 2, l = list_append(l, ['y']) SET s = SET_ADD(s, <<'z'>>)"
                + " REMOVE o WHERE id = 'a' AND n = 1 RETURNING ALL NEW *"));
    assertEquals(
        "{'Items':[{'n':{'N':'3'}}]}",
        execute("FROM hash WHERE id = 'a' SET n = 9 - 1 RETURNING MODIFIED OLD *"));
    assertEquals(
        "{'Items':[]}",
        execute(
            "UPDATE hash SET s = set_delete(s, <<'x', 'z'>>) WHERE id = 'a'"
                + " RETURNING MODIFIED NEW *"));
    assertEquals(FAILED, execute("UPDATE hash SET n = 1 WHERE id = 'none'"));
    assertEquals(FAILED, execute("UPDATE hash SET n = 1 WHERE id = 'a' AND n = 1"));
    assertEquals("{'Items':[]}", execute("SELECT * FROM hash WHERE id = 'none'"));
  }

  @Test
  void whatIsNoUpdateIsRefused() {
    execute("INSERT INTO hash VALUE {'id': 'a', 's': <<'x'>>, 't': 'x'}");
    String[][] cases = {
      {
        "t = set_add(s, <<'x'>>)",
        "The first argument to SET_ADD must equal the assignment value at" + " 1:21:7"
      },
      {
        "s = set_add(s, 'x')",
        "The second argument to SET_ADD must be a value with type SET at" + " 1:29:1"
      },
      {"s = set_delete(s)", "SET_DELETE must have exactly two arguments at 1:21:10"},
      {"s = set_add(s, <<1>>)", "An operand in the update expression has an incorrect data type"},
      {"t = t * 2", "Unsupported operator in Update Expression. Operator: *"},
      {
        "t = 'a' + 1",
        "Incorrect operand type for operator or function; operator or function: +,"
            + " operand type: S"
      },
      {
        "t = none",
        "The provided expression refers to an attribute that does not exist in the" + " item"
      },
      {
        "t = 1, t = 2",
        "Two document paths overlap with each other; must remove or rewrite one of"
            + " these paths; path one: [t], path two: [t]"
      },
      {"none[0] = 1", "The document path provided in the update expression is invalid for update"},
      {
        "id = 'b'",
        "One or more parameter values were invalid: Cannot update attribute id. This"
            + " attribute is part of the key"
      },
    };
    for (String[] each : cases) {
      assertEquals(
          "ValidationException: " + each[1],
          execute("UPDATE hash SET " + each[0] + " WHERE id = 'a'"));
    }
    assertEquals(NO_KEY, execute("UPDATE hash SET n = 1"));
    assertEquals(NO_KEY, execute("UPDATE hash SET n = 1 WHERE id IN ['a']"));
    assertEquals(NO_KEY, execute("UPDATE range SET n = 1 WHERE id = 'a'"));
    assertEquals(
        "ValidationException: Multiple conditions on same key id. Only single item"
            + " Update/Insert/Delete are supported",
        execute("UPDATE hash SET n = 1 WHERE id = 'a' AND id = 'b'"));
  }

  @Test
  void aDeleteOfNothingSucceedsWhateverItDemands() {
    execute("INSERT INTO hash VALUE {'id': 'a', 'n': 1}");
    assertEquals("{'Items':[]}", execute("DELETE FROM hash WHERE id = 'none' AND n = 1"));
    assertEquals(FAILED, execute("DELETE FROM hash WHERE id = 'a' AND n = 2"));
    assertEquals(
        "{'Items':[{'id':{'S':'a'},'n':{'N':'1'}}]}",
        execute("DELETE FROM hash WHERE id = 'a' AND n = 1 RETURNING ALL OLD *"));
    assertEquals("{'Items':[]}", execute("DELETE FROM hash WHERE id = 'a' RETURNING ALL OLD *"));
    assertEquals(NO_KEY, execute("DELETE FROM hash WHERE n = 1"));
  }

  @Test
  void conditionsSayWhatConditionExpressionsSay() {
    execute(
        "INSERT INTO hash VALUE {'id': 'a', 's': 'str', 'ss': <<'a', 'b'>>, 'nul': NULL, 'f': TRUE,"
            + " 'm': {'sub': 'x'}, 'n': 5}");
    String[] holds = {
      "attribute_exists(m.sub)",
      "ATTRIBUTE_NOT_EXISTS(none)",
      "NOT attribute_exists(none)",
      "size(s) = 3",
      "contains(ss, 'b')",
      "begins_with(s, 'st')",
      "attribute_type(ss, 'SS')",
      "nul IS NULL",
      "s IS NOT NULL",
      "none IS MISSING",
      "s IS NOT MISSING",
      "f IS BOOL",
      "s IS STRING",
      "n BETWEEN 1 AND 5",
      "n NOT BETWEEN 6 AND 7",
      "n IN (4, 5)",
      "NOT n IN [4]",
      "n <> 4 AND (n = 4 OR n = 5)",
      "attribute_exists(ss) = true",
      "(n = 4) = false",
      "'str' = s",
      "-5 < n",
      "none <> 1",
      "n > .5e1 OR n >= 5."
    };
    for (String condition : holds) {
      assertEquals(
          "{'Items':[{'n':{'N':'5'}}]}",
          execute("SELECT n FROM hash WHERE id = 'a' AND (" + condition + ")"),
          condition);
    }
    String[] fails = {"none IS NULL", "nul IS NOT NULL", "s IS BOOL", "none = 1", "size(n) = 1"};
    for (String condition : fails) {
      assertEquals(
          "{'Items':[]}", execute("SELECT n FROM hash WHERE id = 'a' AND " + condition), condition);
    }
  }

  @Test
  void whatIsNoConditionIsRefused() {
    String[][] cases = {
      {"n", "WHERE clause must contain an expression that resolves to a boolean"},
      {"n + 1 = 2", "Unsupported operator in Condition Expression. Operator: +"},
      {"n LIKE 'x'", "Unsupported operator in Condition Expression. Operator: like"},
      {"n = MISSING", "MISSING must be compared using IS operator"},
      {
        "n = n",
        "The first operand must be distinct from the remaining operands for this operator or"
            + " function; operator: =, first operand: [n]"
      },
      {
        "n < TRUE",
        "Incorrect operand type for operator or function; operator or function: <,"
            + " operand type: BOOL"
      },
      {
        "n BETWEEN 3 AND 1",
        "The BETWEEN operator requires upper bound to be greater than or equal"
            + " to lower bound; lower bound operand: AttributeValue: {N:3}, upper bound operand:"
            + " AttributeValue: {N:1}"
      },
      {
        "n IN []",
        "IN operator must have a left hand argument of type Variable Reference and right"
            + " hand argument of type Seq with at least one member"
      },
      {
        "attribute_exists('n')",
        "Operator or function requires a document path; operator or" + " function: attribute_exists"
      },
      {
        "size()",
        "Incorrect number of operands for operator or function; operator or function:"
            + " size, number of operands: 0"
      },
      {"EXISTS(n)", "Unrecognized function: exists at 1:29:6"},
      {"set_add(n, <<1>>) = n", "Unrecognized function: set_add at 1:29:7"},
      {
        "n IS SYMBOL",
        "Unsupported data type for IS operator: SYMBOL. Supported data types are"
            + " [MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST] at 1:31:2"
      },
      {
        "n = 1 AND n = 1".repeat(1) + " AND n = 1".repeat(149),
        "The expression contains too many" + " operators; operator count: 301"
      },
    };
    for (String[] each : cases) {
      assertEquals(
          "ValidationException: " + each[1], execute("SELECT * FROM nowhere WHERE " + each[0]));
    }
  }

  @Test
  void capacityIsThatOfWhatIsDone() {
    assertEquals(
        "{'Items':[],'ConsumedCapacity':{'TableName':'hash','CapacityUnits':1.0,'Table':"
            + "{'CapacityUnits':1.0}}}",
        statements.execute(
            "INSERT INTO hash VALUE {'id': 'a'}", "'ReturnConsumedCapacity':'INDEXES'"));
    assertEquals(
        "{'Items':[{'id':{'S':'a'}}],'ConsumedCapacity':{'TableName':'hash','CapacityUnits':0.5}}",
        statements.execute(
            "SELECT * FROM hash WHERE id = 'a'", "'ReturnConsumedCapacity':'TOTAL'"));
    assertEquals(
        "{'Items':[],'ConsumedCapacity':{'TableName':'range','CapacityUnits':2.0}}",
        statements.execute(
            "SELECT * FROM range WHERE id IN ['a', 'b']",
            "'ConsistentRead':true,'ReturnConsumedCapacity':'TOTAL'"));
  }

  @Test
  void aConditionThatFailsShowsItsItemWhereItIsWanted() {
    execute("INSERT INTO hash VALUE {'id': 'a', 'n': 1}");
    String wanted = "'ReturnValuesOnConditionCheckFailure':'ALL_OLD'";
    assertEquals(
        FAILED + " {'id':{'S':'a'},'n':{'N':'1'}}",
        statements.execute("UPDATE hash SET n = 2 WHERE id = 'a' AND n = 2", wanted));
    assertEquals(
        "DuplicateItemException: Duplicate primary key exists in table",
        statements.execute("INSERT INTO hash VALUE {'id': 'a'}", wanted));
  }
}
