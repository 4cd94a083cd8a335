package io.antipode.node.region;

import static io.antipode.node.region.Transactions.assertCancelled;
import static io.antipode.node.region.Transactions.get;
import static io.antipode.node.region.Transactions.list;
import static io.antipode.node.region.Transactions.put;
import static io.antipode.node.region.Transactions.read;
import static io.antipode.node.region.Transactions.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TransactGetItemsTest {
  private static final String LARGE = "x".repeat(400_000);

  @TempDir Path folder;
  private LoneRegion region;

  @BeforeEach
  void open() throws IOException {
    region = new LoneRegion(folder);
    write(
        region,
        put("a", "1")
            + ","
            + put("b", "2")
            + ",{'Put':{'TableName':'range','Item':{'id':{'S':'a'},'sk':{'N':'1'},'m':{'M':{'k':{'S':'deep'},'other':{'S':'x'}}}}}}");
  }

  @Test
  void itemsComeInTheOrderOfTheRequestAndAbsentOnesAreEmpty() {
    assertEquals(
        "{'Responses':[{},{'Item':{'id':{'S':'a'},'m':{'M':{'k':{'S':'deep'},'other':{'S':'x'}}},"
            + "'sk':{'N':'1'}}},{'Item':{'id':{'S':'a'},'v':{'S':'1'}}},{}]}",
        read(
            region,
            get("none")
                + ",{'Get':{'TableName':'range','Key':{'id':{'S':'a'},'sk':{'N':'1'}}}},"
                + get("a")
                + ","
                + get("nor this")));
  }

  @Test
  void eachGetHasAProjectionOfItsOwn() {
    assertEquals(
        "{'Responses':[{'Item':{'v':{'S':'1'}}},{'Item':{'m':{'M':{'k':{'S':'deep'}}}}},{},"
            + "{'Item':{}}]}",
        read(
            region,
            """
            {'Get':{'TableName':'hash','Key':{'id':{'S':'a'}},'ProjectionExpression':'v, nothing'}},
            {'Get':{'TableName':'range','Key':{'id':{'S':'a'},'sk':{'N':'1'}},'ProjectionExpression':'#m.k','ExpressionAttributeNames':{'#m':'m'}}},
            {'Get':{'TableName':'hash','Key':{'id':{'S':'none'}},'ProjectionExpression':'v'}},
            {'Get':{'TableName':'hash','Key':{'id':{'S':'b'}},'ProjectionExpression':'nothing'}}
            """));
  }

  @Test
  void keysThatDoNotFitTheirTablesAreReasons() {
    String mismatch = "ValidationError: The provided key element does not match the schema";
    assertCancelled(
        "ValidationError, None, ValidationError",
        mismatch + "\nNone\n" + mismatch,
        read(
            region,
            """
            {'Get':{'TableName':'hash','Key':{'id':{'N':'1'}}}},
            {'Get':{'TableName':'hash','Key':{'id':{'S':'a'}}}},
            {'Get':{'TableName':'hash','Key':{'id':{'S':'a'},'sk':{'N':'1'}}}}
            """));
  }

  @Test
  void requestsThatAreNoTransactionsAreRefused() {
    refused(
        "Transaction request cannot include multiple operations on one item",
        get("a") + "," + get("b") + "," + get("a"));
    refused(
        "1 validation error detected: Value null at 'transactItems.1.member.get' failed to satisfy"
            + " constraint: Member must not be null",
        "{}");
    refused(
        "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint:"
            + " Member must have length greater than or equal to 1",
        "");
    refused(
        "Invalid ProjectionExpression: An expression attribute name used in the document path is"
            + " not defined; attribute name: #v",
        "{'Get':{'TableName':'hash','Key':{'id':{'S':'a'}},'ProjectionExpression':'#v'}}");
    assertEquals(
        "ResourceNotFoundException: Requested resource not found",
        read(region, get("a") + ",{'Get':{'TableName':'none','Key':{'id':{'S':'a'}}}}"));
  }

  private void refused(String message, String gets) {
    assertEquals("ValidationException: " + message, read(region, gets));
  }

  @Test
  void aTransactionHasAHundredGets() {
    String answer = read(region, list(101, i -> get("k" + i)));
    assertTrue(
        answer.endsWith(
            "at 'transactItems' failed to satisfy constraint: Member must have length less than or"
                + " equal to 100"),
        answer);
    assertEquals(
        "{'Responses':[" + list(100, i -> "{}") + "]}", read(region, list(100, i -> get("k" + i))));
  }

  @Test
  void whatIsReadIsNoLargerThanFourMegabytes() {
    write(region, list(10, i -> put("k" + i, LARGE)));
    write(region, put("k10", LARGE));
    assertTrue(read(region, list(10, i -> get("k" + i))).startsWith("{'Responses':[{'Item':{'id'"));
    assertEquals(
        "ValidationException: Transaction payload size cannot exceed 4MB. Payload Size: 4400056",
        read(region, list(11, i -> get("k" + i))));
  }
}
