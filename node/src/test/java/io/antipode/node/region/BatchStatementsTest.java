package io.antipode.node.region;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * BatchExecuteStatement, through true shards. Texts and what is echoed were seen on AWS, as the
 * conformance suite of paritysuite pins them (October 2026).
 */
final class BatchStatementsTest {
  private static final String NO_KEY =
      "{'Error':{'Code':'ValidationError','Message':'Select statements within"
          + " BatchExecuteStatement must specify the primary key in the where clause.'}}";

  private Statements statements;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    statements = new Statements(folder);
    statements.execute("INSERT INTO hash VALUE {'id': 'a', 'n': 1}");
    statements.execute("INSERT INTO range VALUE {'id': 'a', 'sk': 1, 'g': 'x', 'l': 'y'}");
  }

  @Test
  void eachStatementIsAnsweredInItsPlace() {
    assertEquals(
        "{'Responses':[{'TableName':'hash','Item':{'id':{'S':'a'},'n':{'N':'1'}}},"
            + "{'TableName':'hash'},"
            + "{'Error':{'Code':'ResourceNotFound','Message':'Requested resource not found'}},"
            + "{'TableName':'range','Item':{'g':{'S':'x'}}}]}",
        statements.batch(
            "SELECT * FROM hash WHERE id = 'a'",
            "SELECT * FROM hash WHERE id = 'none'",
            "SELECT * FROM nowhere WHERE id = 'a'",
            "SELECT g FROM range WHERE sk = 1 AND id IN ['a']"));
  }

  @Test
  void whatFailsDoesNotKeepTheOthersFromBeingDone() {
    assertEquals(
        "{'Responses':[{'Error':{'Code':'ConditionalCheckFailed','Message':'The conditional request"
            + " failed','Item':{'id':{'S':'a'},'n':{'N':'1'}}},'TableName':'hash'},"
            + "{'Error':{'Code':'DuplicateItem','Message':'Duplicate primary key exists in"
            + " table'},'TableName':'range'},"
            + "{'TableName':'hash'},"
            + "{'Error':{'Code':'ValidationError','Message':'Statement wasn't well formed,"
            + " can't be processed: Expected data manipulation'}}]}",
        statements.batch(
            Statements.member(
                "UPDATE hash SET n = 3 WHERE id = 'a' AND n = 2",
                "'ReturnValuesOnConditionCheckFailure':'ALL_OLD'"),
            "INSERT INTO range VALUE {'id': 'a', 'sk': 1}",
            "INSERT INTO hash VALUE {'id': 'b'}",
            "SLECT * FROM hash WHERE id = 'a'"));
  }

  /** AWS documents the name as that of a failed statement's table; seen in DynamoDB Local. */
  @Test
  void whatNamesAnItemNamesItsTableThoughItIsRefused() {
    assertEquals(
        "{'Responses':[{'Error':{'Code':'ValidationError','Message':'Key attributes must be"
            + " scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: l'},"
            + "'TableName':'range'},{'Error':{'Code':'ValidationError','Message':'Where clause does"
            + " not contain a mandatory equality on all key attributes'}}]}",
        statements.batch(
            "UPDATE range SET l[0] = 1 WHERE id = 'a' AND sk = 1",
            "UPDATE range SET n = 1 WHERE id = 'a'"));
  }

  @Test
  void whatAStatementReturnsStandsBesideItsTable() {
    assertEquals(
        "{'Responses':[{'TableName':'hash','Item':{'id':{'S':'a'},'n':{'N':'2'}}},"
            + "{'TableName':'range'}]}",
        statements.batch(
            "UPDATE hash SET n = n + 1 WHERE id = 'a' RETURNING ALL NEW *",
            "UPDATE range REMOVE g WHERE id = 'a' AND sk = 1 RETURNING MODIFIED NEW *"));
  }

  @Test
  void readsNameOneItemAndNoIndex() {
    assertEquals(
        "{'Responses':[" + NO_KEY + "," + NO_KEY + "," + NO_KEY + "]}",
        statements.batch(
            "SELECT * FROM range WHERE id = 'a'",
            "SELECT * FROM range.\"global\" WHERE g = 'x'",
            "SELECT * FROM hash WHERE id = 'a' AND n = 1"));
  }

  @Test
  void readsAndWritesDontGoTogether() {
    assertEquals(
        "ValidationException: Read and write requests together in the same batch is not supported.",
        statements.batch("SELECT * FROM hash WHERE id = 'a'", "DELETE FROM hash WHERE id = 'a'"));
  }

  @Test
  void anItemIsNamedOnce() {
    assertEquals(
        "ValidationException: Provided list of item keys contains duplicates",
        statements.batch("SELECT * FROM hash WHERE id = 'a'", "SELECT n FROM hash WHERE id = 'a'"));
  }

  @Test
  void capacityIsToldOfEachStatement() {
    assertEquals(
        "{'Responses':[{'TableName':'hash','Item':{'n':{'N':'1'}}},{'TableName':'hash'}],"
            + "'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':1.0},"
            + "{'TableName':'hash','CapacityUnits':0.5}]}",
        statements.call(
            "BatchExecuteStatement",
            "{'ReturnConsumedCapacity':'TOTAL','Statements':["
                + Statements.member("SELECT n FROM hash WHERE id = 'a'", "'ConsistentRead':true")
                + ","
                + Statements.member("SELECT n FROM hash WHERE id = 'b'", "")
                + "]}"));
  }
}
