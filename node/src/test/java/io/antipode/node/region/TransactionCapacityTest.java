package io.antipode.node.region;

import static io.antipode.node.region.Transactions.put;
import static io.antipode.node.region.Transactions.write;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions cost double, and tell which kind of units. */
final class TransactionCapacityTest {
  private static final String INDEXED =
      "{'Put':{'TableName':'range','Item':"
          + "{'id':{'S':'a'},'sk':{'N':'1'},'g':{'S':'g'},'l':{'S':'l'}}}}";

  @TempDir Path folder;
  private LoneRegion region;

  @BeforeEach
  void open() throws IOException {
    region = new LoneRegion(folder);
  }

  private String ask(String action, String parameters, String actions) {
    return region.call(action, "{" + parameters + ",'TransactItems':[" + actions + "]}");
  }

  @Test
  void writesCostTwoUnitsAKilobyte() {
    assertEquals(
        "{'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':8.0,'WriteCapacityUnits':8.0},"
            + "{'TableName':'range','CapacityUnits':6.0,'WriteCapacityUnits':6.0}]}",
        ask(
            "TransactWriteItems",
            "'ReturnConsumedCapacity':'TOTAL'",
            put("small", "x") + "," + INDEXED + "," + put("large", "x".repeat(2_500))));
  }

  @Test
  void checksAndDeletionsOfNothingCostAsWrites() {
    assertEquals(
        "{'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':4.0,'WriteCapacityUnits':4.0}]}",
        ask(
            "TransactWriteItems",
            "'ReturnConsumedCapacity':'TOTAL'",
            """
            {'ConditionCheck':{'TableName':'hash','Key':{'id':{'S':'a'}},'ConditionExpression':'attribute_not_exists(id)'}},
            {'Delete':{'TableName':'hash','Key':{'id':{'S':'b'}}}}
            """));
  }

  @Test
  void indexesCostDoubleToo() {
    assertEquals(
        "{'ConsumedCapacity':[{'TableName':'range','CapacityUnits':6.0,'WriteCapacityUnits':6.0,"
            + "'Table':{'CapacityUnits':2.0,'WriteCapacityUnits':2.0},"
            + "'LocalSecondaryIndexes':{'local':{'CapacityUnits':2.0,'WriteCapacityUnits':2.0}},"
            + "'GlobalSecondaryIndexes':{'global':{'CapacityUnits':2.0,'WriteCapacityUnits':2.0}}}]}",
        ask("TransactWriteItems", "'ReturnConsumedCapacity':'INDEXES'", INDEXED));
  }

  @Test
  void aRepetitionCostsWhatReadingCosts() {
    String actions = put("a", "x".repeat(5_000)) + "," + INDEXED;
    String token = "'ClientRequestToken':'t','ReturnConsumedCapacity':'INDEXES'";
    var unused = ask("TransactWriteItems", token, actions);
    String reads =
        "{'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':4.0,'ReadCapacityUnits':4.0,"
            + "'Table':{'CapacityUnits':4.0,'ReadCapacityUnits':4.0}},"
            + "{'TableName':'range','CapacityUnits':2.0,'ReadCapacityUnits':2.0,"
            + "'Table':{'CapacityUnits':2.0,'ReadCapacityUnits':2.0}}]}";
    assertEquals(reads, ask("TransactWriteItems", token, actions));
    region.crash();
    assertEquals(reads, ask("TransactWriteItems", token, actions));
  }

  @Test
  void readsCostTwoUnitsForFourKilobytesWhateverIsShown() {
    write(region, put("small", "x") + "," + put("large", "x".repeat(5_000)) + "," + INDEXED);
    String gets =
        """
        {'Get':{'TableName':'hash','Key':{'id':{'S':'small'}},'ProjectionExpression':'id'}},
        {'Get':{'TableName':'hash','Key':{'id':{'S':'none'}},'ProjectionExpression':'id'}},
        {'Get':{'TableName':'range','Key':{'id':{'S':'a'},'sk':{'N':'1'}},'ProjectionExpression':'g'}},
        {'Get':{'TableName':'hash','Key':{'id':{'S':'large'}},'ProjectionExpression':'id'}}
        """;
    String responses =
        ",'Responses':[{'Item':{'id':{'S':'small'}}},{},{'Item':{'g':{'S':'g'}}},"
            + "{'Item':{'id':{'S':'large'}}}]}";
    assertEquals(
        "{'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':8.0,'ReadCapacityUnits':8.0},"
            + "{'TableName':'range','CapacityUnits':2.0,'ReadCapacityUnits':2.0}]"
            + responses,
        ask("TransactGetItems", "'ReturnConsumedCapacity':'TOTAL'", gets));
    assertEquals(
        "{'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':8.0,'ReadCapacityUnits':8.0,"
            + "'Table':{'CapacityUnits':8.0,'ReadCapacityUnits':8.0}},"
            + "{'TableName':'range','CapacityUnits':2.0,'ReadCapacityUnits':2.0,"
            + "'Table':{'CapacityUnits':2.0,'ReadCapacityUnits':2.0}}]"
            + responses,
        ask("TransactGetItems", "'ReturnConsumedCapacity':'INDEXES'", gets));
  }

  @Test
  void collectionsAreMeasuredWhereThereAreLocalIndexes() {
    assertEquals(
        "{'ItemCollectionMetrics':{'range':[{'ItemCollectionKey':{'id':{'S':'a'}},"
            + "'SizeEstimateRangeGB':[0.0,1.0]}]}}",
        ask(
            "TransactWriteItems",
            "'ReturnItemCollectionMetrics':'SIZE'",
            put("a", "x") + "," + INDEXED));
  }
}
