package io.antipode.node.region;

import static io.antipode.node.region.Transactions.ONGOING;
import static io.antipode.node.region.Transactions.assertCancelled;
import static io.antipode.node.region.Transactions.assertItem;
import static io.antipode.node.region.Transactions.get;
import static io.antipode.node.region.Transactions.put;
import static io.antipode.node.region.Transactions.read;
import static io.antipode.node.region.Transactions.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others are told of items that a transaction holds, and what becomes of these. */
final class HeldItemsTest {
  private static final String A = "{'TableName':'hash','Key':{'id':{'S':'a'}}";

  private static final int RESOLVED_MS = 60_000;
  private static final String NOTHING = "{'Responses':[{},{},{}]}";
  private static final String ALL =
      "{'Responses':[{'Item':{'id':{'S':'a'},'v':{'S':'new'}}},"
          + "{'Item':{'id':{'S':'b'},'v':{'S':'new'}}},{'Item':{'id':{'S':'c'},'v':{'S':'new'}}}]}";
  private static final Set<String> ENDS = Set.of(ALL, NOTHING);

  @TempDir Path folder;
  private LoneRegion region;
  private LoneRegion.Pending holder;

  /** Holds {@code a} and {@code b}, and waits for the disk. */
  @BeforeEach
  void hold() throws IOException {
    region = new LoneRegion(folder.resolve("held"));
    write(region, put("a", "old"));
    holder =
        region.begin(
            "TransactWriteItems",
            "{'TransactItems':[" + put("a", "held") + "," + put("b", "held") + "]}");
    assertFalse(holder.isAnswered());
  }

  private String meanwhile(String action, String json) {
    LoneRegion.Pending call = region.begin(action, json);
    assertFalse(holder.isAnswered());
    region.loop.run();
    return call.answer();
  }

  private void assertHeldWasWritten() {
    region.loop.run();
    assertEquals("{}", holder.answer());
    assertItem("{'id':{'S':'a'},'v':{'S':'held'}}", region, "a");
    assertItem("{'id':{'S':'b'},'v':{'S':'held'}}", region, "b");
  }

  @Test
  void writesOfOneItemAreInConflict() {
    Map<String, String> writes =
        Map.of(
            "PutItem", "{'TableName':'hash','Item':{'id':{'S':'a'}}}",
            "UpdateItem", A + ",'UpdateExpression':'REMOVE v'}",
            "DeleteItem", A + "}");
    Map<String, LoneRegion.Pending> calls = new TreeMap<>();
    writes.forEach((action, json) -> calls.put(action, region.begin(action, json)));
    region.loop.run();
    calls.forEach(
        (action, call) ->
            assertEquals(
                "TransactionConflictException: Transaction is ongoing for the item",
                call.answer(),
                action));
    assertHeldWasWritten();
  }

  @Test
  void writesOfABatchAreUnprocessed() {
    assertEquals(
        "{'UnprocessedItems':{'hash':[{'PutRequest':{'Item':{'id':{'S':'a'}}}},"
            + "{'DeleteRequest':{'Key':{'id':{'S':'b'}}}}]}}",
        meanwhile(
            "BatchWriteItem",
            """
            {'RequestItems':{'hash':[
              {'PutRequest':{'Item':{'id':{'S':'a'}}}},
              {'PutRequest':{'Item':{'id':{'S':'free'}}}},
              {'DeleteRequest':{'Key':{'id':{'S':'b'}}}}]}}
            """));
    assertItem("{'id':{'S':'free'}}", region, "free");
    assertHeldWasWritten();
  }

  @Test
  void anotherTransactionIsCancelledAndLetsGo() {
    assertCancelled(
        "None, TransactionConflict",
        "None\n" + ONGOING,
        meanwhile(
            "TransactWriteItems",
            "{'TransactItems':[" + put("free", "x") + "," + put("b", "x") + "]}"));
    assertItem("", region, "free");
    assertEquals("{}", write(region, put("free", "y")));
    assertHeldWasWritten();
  }

  @Test
  void whatIsCheckedAndStaysIsHeldToo() {
    assertHeldWasWritten();
    LoneRegion.Pending check =
        region.begin(
            "TransactWriteItems",
            "{'TransactItems':[{'ConditionCheck':"
                + A
                + ",'ConditionExpression':'attribute_exists(id)'}}]}");
    LoneRegion.Pending put =
        region.begin("PutItem", "{'TableName':'hash','Item':{'id':{'S':'a'}}}");
    region.loop.run();
    assertEquals("{}", check.answer());
    assertEquals("TransactionConflictException: Transaction is ongoing for the item", put.answer());
  }

  @Test
  void aTransactionThatReadsIsCancelled() {
    assertCancelled(
        "None, TransactionConflict",
        "None\n" + ONGOING,
        meanwhile("TransactGetItems", "{'TransactItems':[" + get("free") + "," + get("a") + "]}"));
  }

  @Test
  void otherReadsSeeWhatStoodBefore() {
    assertEquals(
        "{'Item':{'id':{'S':'a'},'v':{'S':'old'}}}",
        meanwhile("GetItem", A + ",'ConsistentRead':true}"));
    assertHeldWasWritten();
  }

  @Test
  void whereverACrashComesAllOfItTookPlaceOrNothing() throws IOException {
    String actions = put("a", "new") + "," + put("b", "new") + "," + put("c", "new");
    Set<String> ends = new TreeSet<>();
    boolean answered = false;
    for (int tasks = 0; !answered; tasks++) {
      LoneRegion crashing = new LoneRegion(folder.resolve("crash-after-" + tasks));
      LoneRegion.Pending write =
          crashing.begin("TransactWriteItems", "{'TransactItems':[" + actions + "]}");
      crashing.loop.run(tasks);
      answered = write.isAnswered();
      crashing.crash();
      crashing.loop.advanceMs(RESOLVED_MS);
      String found = read(crashing, get("a") + "," + get("b") + "," + get("c"));
      assertTrue(answered ? found.equals(ALL) : ENDS.contains(found), tasks + " tasks: " + found);
      assertEquals("{}", write(crashing, actions), tasks + " tasks");
      ends.add(found);
    }
    assertEquals(ENDS, ends);
  }
}
