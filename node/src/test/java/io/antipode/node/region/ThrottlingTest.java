package io.antipode.node.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables of one read and one write unit a second, with an index of as much: 300 units are there at
 * first. Nothing flows in while the clock stands still. Texts and reasons are AWS's.
 */
final class ThrottlingTest {
  private static final String ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/slow";
  private static final String EXCEEDED =
      "ProvisionedThroughputExceededException: The level of configured provisioned throughput for"
          + " the table was exceeded. Consider increasing your provisioning level with the"
          + " UpdateTable API.\n";
  private static final String INDEX_EXCEEDED =
      "ProvisionedThroughputExceededException: The level of configured provisioned throughput for"
          + " one or more global secondary indexes of the table was exceeded. Consider increasing"
          + " your provisioning level for the under-provisioned global secondary indexes with the"
          + " UpdateTable API\n";
  private static final String NO_WRITES =
      EXCEEDED + "TableWriteProvisionedThroughputExceeded " + ARN;
  private static final String NO_READS = EXCEEDED + "TableReadProvisionedThroughputExceeded " + ARN;

  @TempDir Path folder;
  private LoneRegion region;

  @BeforeEach
  void open() throws IOException {
    region = new LoneRegion(folder);
    region.call(
        "CreateTable",
        """
        {'TableName':'slow','ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1},
         'KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],
         'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'},
          {'AttributeName':'g','AttributeType':'S'}],
         'GlobalSecondaryIndexes':[{'IndexName':'global','Projection':{'ProjectionType':'ALL'},
          'KeySchema':[{'AttributeName':'g','KeyType':'HASH'}],
          'ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1}}]}
        """);
  }

  private String put(String table, String members) {
    return region.call("PutItem", "{'TableName':'" + table + "','Item':{" + members + "}}");
  }

  private String put(String id) {
    return put("slow", "'id':{'S':'" + id + "'}");
  }

  /** An item that takes so many units to write. */
  private static String large(int units, String members) {
    return members + ",'x':{'S':'" + "x".repeat(units * 1_024 - 100) + "'}";
  }

  private String get(boolean consistent) {
    return region.call(
        "GetItem",
        "{'TableName':'slow','Key':{'id':{'S':'none'}},'ConsistentRead':" + consistent + "}");
  }

  /** Writes without an index entry until nothing is left. */
  private void exhaustWrites() {
    assertEquals("{}", put("slow", large(300, "'id':{'S':'large'}")));
  }

  @Test
  void whatWasNotUsedIsThereAndThenWhatFlowsIn() {
    for (int i = 0; i < 300; i++) {
      assertEquals("{}", put("a"));
    }
    assertEquals(NO_WRITES, put("a"));
    region.loop.advanceMs(1);
    assertEquals("{}", put("a"), "there is a little, and who finds anything may take all");
    assertEquals(NO_WRITES, put("a"));
    region.loop.advanceMs(999);
    assertEquals(NO_WRITES, put("a"));
    region.loop.advanceMs(1);
    assertEquals("{}", put("a"));
  }

  @Test
  void readsAndWritesAndTablesHaveEachTheirOwn() {
    exhaustWrites();
    assertEquals(NO_WRITES, put("a"));
    assertEquals("{}", get(true));
    assertEquals("{}", put("hash", "'id':{'S':'a'}"));
  }

  @Test
  void anEventualReadIsHalfAUnit() {
    for (int i = 0; i < 200; i++) {
      assertEquals("{}", get(true));
      assertEquals("{}", get(false));
    }
    assertEquals(NO_READS, get(false));
    region.loop.advanceMs(500);
    assertEquals("{}", get(false));
    assertEquals(NO_READS, get(false));
  }

  @Test
  void whatIsTooLargeIsOwedAndOthersWait() {
    assertEquals("{}", put("slow", large(390, "'id':{'S':'large'}")));
    region.loop.advanceMs(90_000);
    assertEquals(NO_WRITES, put("a"));
    region.loop.advanceMs(1);
    assertEquals("{}", put("a"));
  }

  @Test
  void whatFailsConsumesWhatItWouldHave() {
    for (int i = 0; i < 300; i++) {
      assertTrue(
          region
              .call(
                  "DeleteItem",
                  "{'TableName':'slow','Key':{'id':{'S':'a'}},"
                      + "'ConditionExpression':'attribute_exists(id)'}")
              .startsWith("ConditionalCheckFailedException"));
    }
    assertEquals(NO_WRITES, put("a"));
  }

  @Test
  void anIndexWithoutCapacityHoldsWritesBack() {
    assertEquals("{}", put("slow", large(120, "'id':{'S':'a'},'g':{'S':'x'}")));
    assertEquals("{}", put("slow", large(100, "'id':{'S':'a'},'g':{'S':'y'}")));
    assertEquals(
        INDEX_EXCEEDED
            + "IndexWriteProvisionedThroughputExceeded"
            + " arn:aws:dynamodb:us-east-1:000000000000:table/slow/index/global",
        put("a"));
  }

  @Test
  void aQueryOfAnIndexLivesOffTheIndex() {
    String query =
        "{'TableName':'slow','IndexName':'global','KeyConditionExpression':'g = :g',"
            + "'ExpressionAttributeValues':{':g':{'S':'g'}}}";
    for (int i = 0; i < 600; i++) {
      assertEquals("{'Items':[],'Count':0,'ScannedCount':0}", region.call("Query", query));
    }
    assertEquals(
        INDEX_EXCEEDED
            + "IndexReadProvisionedThroughputExceeded"
            + " arn:aws:dynamodb:us-east-1:000000000000:table/slow/index/global",
        region.call("Query", query));
    assertEquals("{}", get(true));
    assertEquals(
        "{'Items':[],'Count':0,'ScannedCount':0}",
        region.call("Scan", "{'TableName':'slow','ConsistentRead':true}"));
  }

  @Test
  void aBatchIsDoneAsFarAsCapacityGoes() {
    assertEquals("{}", put("slow", large(298, "'id':{'S':'large'}")));
    String put = "{'PutRequest':{'Item':{'id':{'S':'%s'}}}}";
    String batch =
        "{'RequestItems':{'slow':["
            + put.formatted("a")
            + ","
            + put.formatted("b")
            + ","
            + put.formatted("c")
            + "]";
    assertEquals(
        "{'UnprocessedItems':{'slow':[" + put.formatted("c") + "]}}",
        region.call("BatchWriteItem", batch + "}}"));
    assertEquals(NO_WRITES, region.call("BatchWriteItem", batch + "}}"));
    assertEquals(
        "{'UnprocessedItems':{'slow':["
            + put.formatted("a")
            + ","
            + put.formatted("b")
            + ","
            + put.formatted("c")
            + "]}}",
        region.call("BatchWriteItem", batch + ",'hash':[" + put.formatted("d") + "]}}"));
  }

  @Test
  void aBatchReadsAsFarAsCapacityGoes() {
    put("a");
    put("hash", "'id':{'S':'h'}");
    for (int i = 0; i < 299; i++) {
      get(true);
    }
    String keys = "'slow':{'ConsistentRead':true,'Keys':[{'id':{'S':'a'}},{'id':{'S':'b'}}]}";
    String other = ",'hash':{'Keys':[{'id':{'S':'h'}}]}";
    assertEquals(
        "{'Responses':{'slow':[{'id':{'S':'a'}}],'hash':[{'id':{'S':'h'}}]},"
            + "'UnprocessedKeys':{'slow':{'Keys':[{'id':{'S':'b'}}],'ConsistentRead':true}}}",
        region.call("BatchGetItem", "{'RequestItems':{" + keys + other + "}}"));
    assertEquals(NO_READS, region.call("BatchGetItem", "{'RequestItems':{" + keys + "}}"));
  }

  @Test
  void aTransactionTellsWhichOfItsActionsHadNoCapacity() {
    exhaustWrites();
    String actions =
        "{'TransactItems':[{'Put':{'TableName':'hash','Item':{'id':{'S':'t'}}}},"
            + "{'Put':{'TableName':'slow','Item':{'id':{'S':'t'}}}}]}";
    String cancelled =
        "TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for"
            + " specific reasons [None, ProvisionedThroughputExceeded]\nNone\n"
            + "ProvisionedThroughputExceeded: The level of configured provisioned throughput for"
            + " the table was exceeded. Consider increasing your provisioning level with the"
            + " UpdateTable API.";
    assertEquals(cancelled, region.call("TransactWriteItems", actions));
    region.loop.advanceMs(1);
    assertEquals("{}", region.call("TransactWriteItems", actions));
    region.loop.advanceMs(1_998);
    assertEquals(NO_WRITES, put("a"));
    region.loop.advanceMs(2);
    assertEquals("{}", put("a"));
    for (int i = 0; i < 300; i++) {
      get(true);
    }
    assertEquals(
        cancelled.replace("[None, P", "[P").replace("\nNone", ""),
        region.call(
            "TransactGetItems",
            "{'TransactItems':[{'Get':{'TableName':'slow','Key':{'id':{'S':'t'}}}}]}"));
  }

  @Test
  void aMaximumOfOnDemandThrottlesInOtherWords() {
    region.call(
        "UpdateTable", "{'TableName':'hash','OnDemandThroughput':{'MaxWriteRequestUnits':1}}");
    assertEquals("{}", put("hash", large(300, "'id':{'S':'large'}")));
    assertEquals(
        "ThrottlingException: Throughput exceeds the maximum OnDemandThroughput configured on table"
            + " or index\nTableWriteMaxOnDemandThroughputExceeded"
            + " arn:aws:dynamodb:us-east-1:000000000000:table/hash",
        put("hash", "'id':{'S':'a'}"));
    region.call(
        "UpdateTable", "{'TableName':'hash','OnDemandThroughput':{'MaxWriteRequestUnits':-1}}");
    assertEquals("{}", put("hash", "'id':{'S':'a'}"));
  }

  @Test
  void moreCapacityFlowsInAtOnce() {
    exhaustWrites();
    region.call(
        "UpdateTable",
        "{'TableName':'slow','ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':100}}");
    assertEquals(NO_WRITES, put("a"));
    region.loop.advanceMs(1_000);
    int admitted = 0;
    while (put("a").equals("{}")) {
      admitted++;
    }
    assertEquals(100, admitted);
  }

  @Test
  void aThousandRequestsASecondGetAHundredOfAHundred() {
    exhaustWrites();
    region.call(
        "UpdateTable",
        "{'TableName':'slow','ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':100}}");
    for (int second = 0; second < 5; second++) {
      int admitted = 0;
      for (int ms = 0; ms < 1_000; ms++) {
        region.loop.advanceMs(1);
        admitted += put("a").equals("{}") ? 1 : 0;
      }
      assertEquals(100, admitted);
    }
  }
}
