package io.antipode.node.region;

import static io.antipode.node.region.Transactions.assertCancelled;
import static io.antipode.node.region.Transactions.assertItem;
import static io.antipode.node.region.Transactions.put;
import static io.antipode.node.region.Transactions.write;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ClientRequestToken names what is to take place once. */
final class TransactionTokensTest {
  private static final int REMEMBERED_MS = 600_000;
  private static final String MISMATCH =
      "IdempotentParameterMismatchException: The request uses the same client token as a previous,"
          + " but non-identical request.";
  private static final String IN_PROGRESS =
      "TransactionInProgressException: The transaction with the given request token is already in"
          + " progress.";

  @TempDir Path folder;
  private LoneRegion region;

  @BeforeEach
  void open() throws IOException {
    region = new LoneRegion(folder);
  }

  private static String request(String token, String actions) {
    return "{'ClientRequestToken':'" + token + "','TransactItems':[" + actions + "]}";
  }

  private String writeOnce(String token, String actions) {
    return region.call("TransactWriteItems", request(token, actions));
  }

  @Test
  void whatTookPlaceDoesNotTakePlaceAgain() {
    assertEquals("{}", writeOnce("t", put("a", "first")));
    write(region, put("a", "later"));
    assertEquals("{}", writeOnce("t", put("a", "first")));
    assertItem("{'id':{'S':'a'},'v':{'S':'later'}}", region, "a");
    assertEquals("{}", writeOnce("other", put("a", "first")));
    assertItem("{'id':{'S':'a'},'v':{'S':'first'}}", region, "a");
  }

  @Test
  void conditionsAreNotAskedAgain() {
    String onlyNew =
        "{'Put':{'TableName':'hash','Item':{'id':{'S':'a'}},"
            + "'ConditionExpression':'attribute_not_exists(id)'}}";
    assertEquals("{}", writeOnce("t", onlyNew));
    assertEquals("{}", writeOnce("t", onlyNew));
    assertCancelled(
        "ConditionalCheckFailed",
        "ConditionalCheckFailed: The conditional request failed",
        writeOnce("other", onlyNew));
  }

  @Test
  void theSameIsTheSameHoweverItIsWrittenDown() {
    String one =
        "{'Update':{'TableName':'hash','Key':{'id':{'S':'a'}},'UpdateExpression':'SET #b = :c',"
            + "'ExpressionAttributeNames':{'#b':'b'},'ExpressionAttributeValues':{':c':{'N':'1'}}}}";
    String other =
        "{'Update' :"
            + " {'ExpressionAttributeValues':{':c':{'N':'1.0'}},'Key':{'id':{'S':'a'}},'ExpressionAttributeNames':{'#b':'b'},'UpdateExpression':'SET"
            + " #b = :c','TableName':'hash'}}";
    assertEquals("{}", writeOnce("t", one));
    assertEquals("{}", writeOnce("t", other));
  }

  @Test
  void anotherTransactionIsNoRepetition() {
    writeOnce("t", put("a", "first") + "," + put("b", "first"));
    assertEquals(MISMATCH, writeOnce("t", put("a", "other") + "," + put("b", "first")));
    assertEquals(MISMATCH, writeOnce("t", put("a", "first")));
    assertEquals(MISMATCH, writeOnce("t", put("b", "first") + "," + put("a", "first")));
    assertItem("{'id':{'S':'a'},'v':{'S':'first'}}", region, "a");
  }

  @Test
  void tokensAreKnownAfterEachKindOfStop() {
    writeOnce("t", put("a", "first"));
    write(region, put("a", "later"));
    region.restart();
    assertEquals("{}", writeOnce("t", put("a", "first")));
    region.crash();
    assertEquals("{}", writeOnce("t", put("a", "first")));
    assertEquals(MISMATCH, writeOnce("t", put("a", "other")));
    assertItem("{'id':{'S':'a'},'v':{'S':'later'}}", region, "a");
  }

  @Test
  void tokensAreForgottenAfterTenMinutes() {
    writeOnce("t", put("a", "first"));
    region.loop.advanceMs(REMEMBERED_MS - 1_000);
    assertEquals(MISMATCH, writeOnce("t", put("a", "other")));
    region.loop.advanceMs(1_000);
    assertEquals("{}", writeOnce("t", put("a", "other")));
    assertItem("{'id':{'S':'a'},'v':{'S':'other'}}", region, "a");
  }

  @Test
  void whatWasCancelledMayBeTriedAgain() {
    String onlyOld =
        "{'Put':{'TableName':'hash','Item':{'id':{'S':'a'},'v':{'S':'new'}},"
            + "'ConditionExpression':'attribute_exists(id)'}}";
    assertCancelled(
        "ConditionalCheckFailed",
        "ConditionalCheckFailed: The conditional request failed",
        writeOnce("t", onlyOld));
    write(region, put("a", "old"));
    assertEquals("{}", writeOnce("t", onlyOld));
    assertItem("{'id':{'S':'a'},'v':{'S':'new'}}", region, "a");
  }

  @Test
  void twoAtOnceAreOne() {
    LoneRegion.Pending first = region.begin("TransactWriteItems", request("t", put("a", "x")));
    LoneRegion.Pending second = region.begin("TransactWriteItems", request("t", put("a", "x")));
    region.loop.run();
    assertEquals("{}", first.answer());
    assertEquals(IN_PROGRESS, second.answer());
    assertEquals("{}", writeOnce("t", put("a", "x")));
  }
}
