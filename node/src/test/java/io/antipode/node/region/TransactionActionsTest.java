package io.antipode.node.region;

import static io.antipode.node.region.Transactions.assertCancelled;
import static io.antipode.node.region.Transactions.assertItem;
import static io.antipode.node.region.Transactions.list;
import static io.antipode.node.region.Transactions.put;
import static io.antipode.node.region.Transactions.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What TransactWriteItems does to items, and why it refuses. */
final class TransactionActionsTest {
  private static final String LARGE = "x".repeat(400_000);

  @TempDir Path folder;
  private LoneRegion region;

  @BeforeEach
  void open() throws IOException {
    region = new LoneRegion(folder);
  }

  @Test
  void allActionsTakePlaceTogether() {
    write(region, put("changed", "old") + "," + put("gone", "old") + "," + put("seen", "old"));
    assertEquals(
        "{}",
        write(
            region,
            """
            {'Put':{'TableName':'hash','Item':{'id':{'S':'new'}},'ConditionExpression':'attribute_not_exists(id)'}},
            {'Update':{'TableName':'hash','Key':{'id':{'S':'changed'}},'UpdateExpression':'SET #v = :v','ConditionExpression':'#v = :old',
              'ExpressionAttributeNames':{'#v':'v'},'ExpressionAttributeValues':{':v':{'S':'new'},':old':{'S':'old'}}}},
            {'Delete':{'TableName':'hash','Key':{'id':{'S':'gone'}}}},
            {'ConditionCheck':{'TableName':'hash','Key':{'id':{'S':'seen'}},'ConditionExpression':'attribute_exists(v)'}},
            {'Update':{'TableName':'range','Key':{'id':{'S':'made'},'sk':{'N':'1'}},'UpdateExpression':'ADD n :one',
              'ExpressionAttributeValues':{':one':{'N':'1'}}}}
            """));
    assertItem("{'id':{'S':'new'}}", region, "new");
    assertItem("{'id':{'S':'changed'},'v':{'S':'new'}}", region, "changed");
    assertItem("", region, "gone");
    assertItem("{'id':{'S':'seen'},'v':{'S':'old'}}", region, "seen");
    assertEquals(
        "{'Item':{'id':{'S':'made'},'n':{'N':'1'},'sk':{'N':'1'}}}",
        region.call("GetItem", "{'TableName':'range','Key':{'id':{'S':'made'},'sk':{'N':'1'}}}"));
  }

  @Test
  void eachActionHasItsReasonAndNothingIsWritten() {
    write(region, put("a", "old"));
    assertCancelled(
        "None, ConditionalCheckFailed, ConditionalCheckFailed, ConditionalCheckFailed,"
            + " ValidationError",
        """
        None
        ConditionalCheckFailed: The conditional request failed {'id':{'S':'a'},'v':{'S':'old'}}
        ConditionalCheckFailed: The conditional request failed
        ConditionalCheckFailed: The conditional request failed
        ValidationError: The provided expression refers to an attribute that does not exist in the item
        """,
        write(
            region,
            """
            {'Put':{'TableName':'hash','Item':{'id':{'S':'new'}},'ReturnValuesOnConditionCheckFailure':'ALL_OLD'}},
            {'ConditionCheck':{'TableName':'hash','Key':{'id':{'S':'a'}},'ConditionExpression':'attribute_not_exists(id)','ReturnValuesOnConditionCheckFailure':'ALL_OLD'}},
            {'Delete':{'TableName':'hash','Key':{'id':{'S':'none'}},'ConditionExpression':'attribute_exists(id)','ReturnValuesOnConditionCheckFailure':'ALL_OLD'}},
            {'Put':{'TableName':'hash','Item':{'id':{'S':'b'}},'ConditionExpression':'attribute_exists(id)'}},
            {'Update':{'TableName':'hash','Key':{'id':{'S':'c'}},'UpdateExpression':'SET x = y'}}
            """));
    assertItem("", region, "new");
    assertEquals(
        "{}", write(region, put("new", "free") + "," + put("a", "free") + "," + put("c", "free")));
  }

  @Test
  void whatDoesNotFitItsTableIsAReasonToo() {
    assertCancelled(
        "ValidationError, None, ValidationError, ValidationError, ValidationError,"
            + " ValidationError, ValidationError",
        """
        ValidationError: One or more parameter values were invalid: Missing the key id in the item
        None
        ValidationError: The provided key element does not match the schema
        ValidationError: One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: global
        ValidationError: One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key
        ValidationError: One or more parameter values were invalid: Type mismatch for key id expected: S actual: N
        ValidationError: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id
        """,
        write(
            region,
            """
            {'Put':{'TableName':'hash','Item':{'other':{'S':'a'}}}},
            {'Put':{'TableName':'hash','Item':{'id':{'S':'fits'}}}},
            {'Delete':{'TableName':'range','Key':{'id':{'S':'a'}}}},
            {'Put':{'TableName':'range','Item':{'id':{'S':'a'},'sk':{'N':'1'},'g':{'N':'1'}}}},
            {'Update':{'TableName':'hash','Key':{'id':{'S':'a'}},'UpdateExpression':'SET id = :v','ExpressionAttributeValues':{':v':{'S':'b'}}}},
            {'Put':{'TableName':'hash','Item':{'id':{'N':'1'}}}},
            {'Put':{'TableName':'hash','Item':{'id':{'S':''}}}}
            """));
    assertItem("", region, "fits");
  }

  @Test
  void anUpdateMayMakeAnItemTooLarge() {
    write(region, put("a", LARGE));
    assertCancelled(
        "ValidationError, None",
        """
        ValidationError: Item size to update has exceeded the maximum allowed size
        None
        """,
        write(region, grow("a", 20_000) + "," + put("b", "")));
    assertItem("", region, "b");
  }

  @Test
  void requestsThatAreNoTransactionsAreRefused() {
    refused(
        "Transaction request cannot include multiple operations on one item",
        put("a", "x") + ",{'Delete':{'TableName':'hash','Key':{'id':{'S':'a'}}}}");
    refused(
        "TransactItems can only contain one of Check, Put, Update or Delete",
        """
        {'Put':{'TableName':'hash','Item':{'id':{'S':'a'}}},'Delete':{'TableName':'hash','Key':{'id':{'S':'b'}}}}
        """);
    refused(
        "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request",
        "{}");
    refused(
        "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint:"
            + " Member must have length greater than or equal to 1",
        "");
    refused(
        "1 validation error detected: Value null at"
            + " 'transactItems.1.member.conditionCheck.conditionExpression' failed to satisfy"
            + " constraint: Member must not be null",
        "{'ConditionCheck':{'TableName':'hash','Key':{'id':{'S':'a'}}}}");
    assertEquals(
        "ResourceNotFoundException: Requested resource not found",
        write(region, put("a", "x") + ",{'Put':{'TableName':'none','Item':{'id':{'S':'a'}}}}"));
    assertItem("", region, "a");
  }

  private void refused(String message, String actions) {
    assertEquals("ValidationException: " + message, write(region, actions));
  }

  @Test
  void aTransactionHasAHundredActions() {
    assertEquals("{}", write(region, list(100, i -> put("k" + i, "x"))));
    assertItem("{'id':{'S':'k99'},'v':{'S':'x'}}", region, "k99");
    String answer = write(region, list(101, i -> put("n" + i, "x")));
    assertTrue(
        answer.startsWith("ValidationException: 1 validation error detected: Value '["), answer);
    assertTrue(
        answer.endsWith(
            "at 'transactItems' failed to satisfy constraint: Member must have length less than or"
                + " equal to 100"),
        answer);
    assertItem("", region, "n0");
  }

  @Test
  void whatIsSentIsNoLargerThanFourMegabytes() {
    assertEquals(
        "ValidationException: Transaction payload size cannot exceed 4MB. Payload Size: 4400066",
        write(region, list(11, i -> put("k" + (10 + i), LARGE))));
    assertItem("", region, "k10");
  }

  @Test
  void whatIsWrittenIsNoLargerThanFourMegabytes() {
    assertEquals("{}", write(region, list(10, i -> put("k" + i, LARGE))));
    assertEquals(
        "ValidationException: Transaction payload size cannot exceed 4MB. Payload Size: 4300076",
        write(region, list(10, i -> grow("k" + i, 1)) + "," + grow("new", 300_000)));
    assertItem("", region, "new");
    assertEquals("{}", write(region, list(10, i -> put("k" + i, "free"))));
  }

  /** Gives an item of {@code hash} another string, of so many bytes. */
  private static String grow(String id, int bytes) {
    return """
    {'Update':{'TableName':'hash','Key':{'id':{'S':'%s'}},'UpdateExpression':'SET w = :w','ExpressionAttributeValues':{':w':{'S':'%s'}}}}\
    """
        .formatted(id, LARGE.substring(0, bytes));
  }
}
