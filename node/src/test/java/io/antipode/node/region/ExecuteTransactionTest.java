package io.antipode.node.region;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * ExecuteTransaction, through true shards. Texts were seen on AWS, as the conformance suite of
 * paritysuite pins them (October 2026).
 */
final class ExecuteTransactionTest {
  private static final String CANCELLED =
      "TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for"
          + " specific reasons ";
  private static final String AT_0 =
      "ValidationException: Validation failed in" + " TransactStatements[0]: ";

  private Statements statements;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    statements = new Statements(folder);
    statements.execute("INSERT INTO hash VALUE {'id': 'a', 'n': 1}");
    statements.execute("INSERT INTO range VALUE {'id': 'a', 'sk': 1}");
  }

  @Test
  void writesTakePlaceTogether() {
    assertEquals(
        "{'Responses':[]}",
        statements.transact(
            "INSERT INTO hash VALUE {'id': 'b'}",
            "UPDATE hash SET n = n + 1 WHERE id = 'a'",
            "DELETE FROM range WHERE id = 'a' AND sk = 1"));
    assertEquals(
        "{'Responses':[{'Item':{'n':{'N':'2'}}},{'Item':{'id':{'S':'b'}}},{}]}",
        statements.transact(
            "SELECT n FROM hash WHERE id = 'a'",
            "SELECT * FROM hash WHERE id = 'b'",
            "SELECT * FROM range WHERE id = 'a' AND sk = 1"));
  }

  @Test
  void whereOneFailsNoneTakesPlaceAndEachHasItsReason() {
    assertEquals(
        CANCELLED
            + "[None, DuplicateItem, ConditionalCheckFailed]"
            + "\nNone\nDuplicateItem: Duplicate primary key exists in table"
            + "\nConditionalCheckFailed: The conditional request failed {'id':{'S':'a'},"
            + "'sk':{'N':'1'}}",
        statements.transact(
            Statements.member("INSERT INTO hash VALUE {'id': 'b'}", ""),
            Statements.member("INSERT INTO hash VALUE {'id': 'a'}", ""),
            Statements.member(
                "UPDATE range SET x = 1 WHERE id = 'a' AND sk = 1 AND x = 2",
                "'ReturnValuesOnConditionCheckFailure':'ALL_OLD'")));
    assertEquals("{'Items':[]}", statements.execute("SELECT * FROM hash WHERE id = 'b'"));
  }

  @Test
  void existsChecksAnItemThatIsNotWritten() {
    String write = "UPDATE range SET x = 1 WHERE id = 'a' AND sk = 1";
    assertEquals(
        "{'Responses':[]}",
        statements.transact("EXISTS(SELECT * FROM hash WHERE id = 'a' AND n = 1)", write));
    assertEquals(
        CANCELLED
            + "[ConditionalCheckFailed, None]"
            + "\nConditionalCheckFailed: The conditional request failed\nNone",
        statements.transact("EXISTS(SELECT * FROM hash WHERE id = 'a' AND n = 2)", write));
    assertEquals(
        AT_0 + "EXISTS() must contain a single item read with additional condition",
        statements.transact("EXISTS(SELECT * FROM hash WHERE id = 'a')", write));
    assertEquals(
        "ValidationException: EXISTS can only be used in ExecuteTransaction write requests.",
        statements.execute("EXISTS(SELECT * FROM hash WHERE id = 'a' AND n = 1)"));
  }

  @Test
  void whatNoStatementOfATransactionMayBeIsRefusedAsAWhole() {
    assertEquals(
        AT_0 + "RETURNING clause is not supported in ExecuteTransaction.",
        statements.transact("UPDATE hash SET n = 2 WHERE id = 'a' RETURNING ALL NEW *"));
    assertEquals(
        AT_0 + "Reads on indices are not supported within transactions.",
        statements.transact("SELECT * FROM range.\"global\" WHERE g = 'x'"));
    assertEquals(
        AT_0
            + "Select statements within ExecuteTransaction must specify the primary key in the"
            + " where clause.",
        statements.transact("SELECT * FROM hash WHERE id = 'a' AND n = 1"));
    assertEquals(
        AT_0 + "Statement wasn't well formed, can't be processed: Unexpected term",
        statements.transact("SELECT * FROM hash WHERE"));
    assertEquals(
        "ValidationException: ExecuteTransaction API does not support both read and write"
            + " operations in the same request.",
        statements.transact(
            "SELECT * FROM hash WHERE id = 'a'", "DELETE FROM hash WHERE id = 'b'"));
    assertEquals(
        "ValidationException: Transaction request cannot include multiple operations on one item",
        statements.transact(
            "SELECT * FROM hash WHERE id = 'a'", "SELECT n FROM hash WHERE id = 'a'"));
  }

  @Test
  void whatDoesNotFitItsTableIsAReason() {
    assertEquals(
        CANCELLED
            + "[ResourceNotFound, ValidationError, ValidationError, None]"
            + "\nResourceNotFound: Requested resource not found"
            + "\nValidationError: The provided key element does not match the schema"
            + "\nValidationError: One or more parameter values were invalid: Missing the key sk in"
            + " the item\nNone",
        statements.transact(
            "DELETE FROM nowhere WHERE id = 'a'",
            "UPDATE range SET x = 1 WHERE id = 'a'",
            "INSERT INTO range VALUE {'id': 'a'}",
            "DELETE FROM hash WHERE id = 'a'"));
  }

  @Test
  void aTokenNamesWhatTakesPlaceOnce() {
    String asked =
        "{'ClientRequestToken':'t','ReturnConsumedCapacity':'TOTAL','TransactStatements':["
            + Statements.member(
                "UPDATE hash SET n = n + 1 WHERE id = ?", "'Parameters':[{'S':'a'}]")
            + "]}";
    assertEquals(
        "{'Responses':[],'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':2.0,"
            + "'WriteCapacityUnits':2.0}]}",
        statements.call("ExecuteTransaction", asked));
    assertEquals(
        "{'Responses':[],'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':2.0,"
            + "'ReadCapacityUnits':2.0}]}",
        statements.call("ExecuteTransaction", asked));
    assertEquals(
        "{'Items':[{'n':{'N':'2'}}]}", statements.execute("SELECT n FROM hash WHERE id = 'a'"));
    assertEquals(
        "IdempotentParameterMismatchException: The request uses the same client token as a"
            + " previous, but non-identical request.",
        statements.call("ExecuteTransaction", asked.replace("n + 1", "n + 2")));
  }
}
