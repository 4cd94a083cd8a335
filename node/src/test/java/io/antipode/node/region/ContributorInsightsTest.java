package io.antipode.node.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which keys are used most, with true shards. */
class ContributorInsightsTest {
  @TempDir Path folder;
  private LoneRegion region;

  @BeforeEach
  void aRegion() throws IOException {
    region = new LoneRegion(folder);
  }

  @Test
  void theyAreSwitchedOnAndOff() {
    assertEquals(
        "{'TableName':'hash','ContributorInsightsStatus':'DISABLED'}",
        region.call("DescribeContributorInsights", "{'TableName':'hash'}"));
    assertEquals(
        "{'TableName':'hash','ContributorInsightsStatus':'ENABLING',"
            + "'ContributorInsightsMode':'ACCESSED_AND_THROTTLED_KEYS'}",
        update("'TableName':'hash'", "ENABLE"));
    assertEquals(
        "{'TableName':'hash','ContributorInsightsStatus':'ENABLED',"
            + "'ContributorInsightsMode':'ACCESSED_AND_THROTTLED_KEYS',"
            + "'ContributorInsightsRuleList':['DynamoDBContributorInsights-PKC-hash-1800000000000',"
            + "'DynamoDBContributorInsights-PKT-hash-1800000000000'],"
            + "'LastUpdateDateTime':1800000000.0}",
        region.call("DescribeContributorInsights", "{'TableName':'hash'}"));
    assertTrue(update("'TableName':'range','IndexName':'global'", "ENABLE").startsWith("{"));
    assertEquals(
        "{'ContributorInsightsSummaries':[{'TableName':'hash','ContributorInsightsStatus':'ENABLED','ContributorInsightsMode':'ACCESSED_AND_THROTTLED_KEYS'}],'NextToken':'hash"
            + " '}",
        region.call("ListContributorInsights", "{'MaxResults':1}"));
    assertEquals(
        "{'ContributorInsightsSummaries':[{'TableName':'range','IndexName':'global',"
            + "'ContributorInsightsStatus':'ENABLED',"
            + "'ContributorInsightsMode':'ACCESSED_AND_THROTTLED_KEYS'}]}",
        region.call("ListContributorInsights", "{'NextToken':'hash '}"));
    assertTrue(update("'TableName':'hash'", "DISABLE").contains("'DISABLING'"));
    region.crash();
    assertTrue(
        region
            .call("DescribeContributorInsights", "{'TableName':'hash'}")
            .contains("'ContributorInsightsStatus':'DISABLED'"));
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertEquals(
        "ResourceNotFoundException: Requested resource not found: Table: nowhere not found",
        update("'TableName':'nowhere'", "ENABLE"));
    assertEquals(
        "ResourceNotFoundException: Requested resource not found: Table: range Index: local not"
            + " found",
        update("'TableName':'range','IndexName':'local'", "ENABLE"));
    assertTrue(update("'TableName':'hash'", "TOGGLE").startsWith("ValidationException: "));
  }

  @Test
  void theKeysThatAreUsedMostAreTold() {
    put("before");
    update("'TableName':'hash'", "ENABLE");
    for (int i = 0; i < 30; i++) {
      put("hot");
      put("k" + i);
    }
    for (int i = 0; i < 100; i++) {
      region.call("GetItem", "{'TableName':'hash','Key':{'id':{'S':'read'}}}");
    }
    region.call(
        "BatchGetItem",
        "{'RequestItems':{'hash':{'Keys':[{'id':{'S':'hot'}}],'ConsistentRead':true}}}");
    region.call(
        "TransactWriteItems",
        "{'TransactItems':[{'Put':{'TableName':'hash','Item':{'id':{'S':'hot'}}}}]}");
    region.call(
        "ExecuteStatement", "{'Statement':'SELECT * FROM hash WHERE id = \\u0027hot\\u0027'}");
    String told = region.insights("hash");
    assertTrue(
        told.startsWith(
            "[{'rules':[{'rule':'PKC','weight':'capacity"
                + " units','minutes':[{'beginMs':1800000000000,"
                + "'contributors':[{'key':{'id':{'S':'read'}},'weight':50.0,'error':0.0},"
                + "{'key':{'id':{'S':'hot'}},'weight':33.5,'error':0.0},{'key':{'id':{'S':'k"),
        told);
    assertFalse(told.contains("before"));
    region.loop.advanceMs(60_000);
    put("next");
    assertEquals(2, region.insights("hash").split("'beginMs'", -1).length - 1);
    region.loop.advanceMs(17 * 60_000);
    assertEquals(0, region.insights("hash").split("'beginMs'", -1).length - 1);
  }

  @Test
  void itemsAndPartitionsAreToldApart() {
    update("'TableName':'range'", "ENABLE");
    update("'TableName':'range','IndexName':'global'", "ENABLE");
    for (int i = 0; i < 3; i++) {
      region.call(
          "PutItem",
          "{'TableName':'range','Item':{'id':{'S':'p'},'sk':{'N':'"
              + i
              + "'},'l':{'S':'x'},"
              + "'g':{'S':'y'}}}");
    }
    region.call(
        "Query",
        "{'TableName':'range','IndexName':'global','KeyConditionExpression':'g = :g',"
            + "'ExpressionAttributeValues':{':g':{'S':'y'}}}");
    region.call(
        "Query",
        "{'TableName':'range','KeyConditionExpression':'id = :p',"
            + "'ExpressionAttributeValues':{':p':{'S':'p'}}}");
    String told = region.insights("range");
    assertTrue(told.contains("{'key':{'id':{'S':'p'}},'weight':6.5,'error':0.0}"), told);
    assertTrue(
        told.contains("{'key':{'id':{'S':'p'},'sk':{'N':'1'}},'weight':2.0,'error':0.0}"), told);
    assertTrue(
        told.contains("'index':'global','rules':[{'rule':'PKC','weight':'capacity units'"), told);
    assertTrue(told.contains("{'key':{'g':{'S':'y'}},'weight':0.5,'error':0.0}"), told);
  }

  @Test
  void whatIsThrottledIsToldAloneWhereOnlyThatIsWanted() {
    region.call(
        "CreateTable",
        "{'TableName':'slow','BillingMode':'PROVISIONED',"
            + "'ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1},"
            + "'KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],"
            + "'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}]}");
    region.call(
        "UpdateContributorInsights",
        "{'TableName':'slow','ContributorInsightsAction':'ENABLE',"
            + "'ContributorInsightsMode':'THROTTLED_KEYS'}");
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      String answer = region.call("PutItem", "{'TableName':'slow','Item':{'id':{'S':'a'}}}");
      refused += answer.startsWith("ProvisionedThroughputExceeded") ? 1 : 0;
    }
    assertTrue(refused > 50);
    assertEquals(
        "[{'rules':[{'rule':'PKT','weight':'throttled"
            + " requests','minutes':[{'beginMs':1800000000000,"
            + "'contributors':[{'key':{'id':{'S':'a'}},'weight':"
            + refused
            + ".0,'error':0.0}]}]}]}]",
        region.insights("slow"));
  }

  private String update(String what, String action) {
    return region.call(
        "UpdateContributorInsights", "{" + what + ",'ContributorInsightsAction':'" + action + "'}");
  }

  private void put(String id) {
    assertEquals(
        "{}", region.call("PutItem", "{'TableName':'hash','Item':{'id':{'S':'" + id + "'}}}"));
  }
}
