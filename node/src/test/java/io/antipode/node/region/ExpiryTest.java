package io.antipode.node.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.ttl.Sweeper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API shows of items whose time to live is over, over real shards of one region. */
class ExpiryTest {
  private static final String NONE = "{}";

  @TempDir Path folder;
  private LoneRegion region;

  @BeforeEach
  void aTableWithTimeToLive() throws IOException {
    region = new LoneRegion(folder);
    set(true);
  }

  private void set(boolean enabled) {
    String answer =
        region.call(
            "UpdateTimeToLive",
            "{'TableName':'hash','TimeToLiveSpecification':{'Enabled':%s,'AttributeName':'until'}}"
                .formatted(enabled));
    assertTrue(answer.startsWith("{"), answer);
    region.loop.run();
  }

  private long nowSeconds() {
    return region.loop.nowMs() / 1_000;
  }

  private void put(String id, String until) {
    String answer =
        region.call(
            "PutItem", "{'TableName':'hash','Item':{'id':{'S':'%s'},%s}}".formatted(id, until));
    assertEquals(NONE, answer);
  }

  private static String number(long seconds) {
    return "'until':{'N':'" + seconds + "'}";
  }

  private boolean isThere(String id) {
    String answer =
        region.call("GetItem", "{'TableName':'hash','Key':{'id':{'S':'%s'}}}".formatted(id));
    return !answer.equals(NONE);
  }

  private String status() {
    return region.call("DescribeTimeToLive", "{'TableName':'hash'}");
  }

  @Test
  void anItemGoesOnceItsSecondIsOverAndNotBefore() {
    put("a", number(nowSeconds() + 10));
    region.loop.advanceMs(10_900);
    assertTrue(isThere("a"));
    region.loop.advanceMs(1_200);
    assertEquals(false, isThere("a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'x':{'S':'y'}",
        "'until':{'S':'1'}",
        "'until':{'NULL':true}",
        "'until':{'NS':['1700000000']}",
        "'until':{'M':{'until':{'N':'1799999999'}}}",
        "'until':{'N':'-1'}",
        "'until':{'N':'1E30'}",
        "'until':{'N':'1800000000000'}"
      })
  void whatIsNoTimeNeverComes(String attribute) {
    put("a", attribute);
    region.loop.advanceMs(100_000);
    assertTrue(isThere("a"));
  }

  @Test
  void ofANumberWithAFractionTheWholePartCounts() {
    put("a", "'until':{'N':'" + (nowSeconds() + 5) + ".9'}");
    region.loop.advanceMs(5_900);
    assertTrue(isThere("a"));
    region.loop.advanceMs(1_200);
    assertEquals(false, isThere("a"));
  }

  @Test
  void whatWasOverMoreThanFiveYearsAgoStays() {
    put("old", number(nowSeconds() - Sweeper.OLDEST_SECONDS - 10));
    put("young", number(nowSeconds() - Sweeper.OLDEST_SECONDS + 10));
    region.loop.advanceMs(2_000);
    assertTrue(isThere("old"));
    assertEquals(false, isThere("young"));
  }

  @Test
  void anExtensionStopsItAndSoDoesTheRemovalOfTheAttribute() {
    for (String id : new String[] {"extended", "freed", "rewritten", "left"}) {
      put(id, number(nowSeconds() + 5));
    }
    region.call(
        "UpdateItem",
        "{'TableName':'hash','Key':{'id':{'S':'extended'}},'UpdateExpression':'SET #u = :u','ExpressionAttributeNames':{'#u':'until'},'ExpressionAttributeValues':{':u':{'N':'%d'}}}"
            .formatted(nowSeconds() + 50));
    region.call(
        "UpdateItem",
        "{'TableName':'hash','Key':{'id':{'S':'freed'}},'UpdateExpression':'REMOVE"
            + " #u','ExpressionAttributeNames':{'#u':'until'}}");
    put("rewritten", "'x':{'S':'y'}");
    region.loop.advanceMs(10_000);
    assertTrue(isThere("extended"));
    assertTrue(isThere("freed"));
    assertTrue(isThere("rewritten"));
    assertEquals(false, isThere("left"));
    region.loop.advanceMs(50_000);
    assertEquals(false, isThere("extended"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRestartForgetsNothing(boolean crash) {
    put("a", number(nowSeconds() + 5));
    put("b", number(nowSeconds() + 500));
    if (crash) {
      region.crash();
    } else {
      region.restart();
    }
    region.loop.advanceMs(7_000);
    assertEquals(false, isThere("a"));
    assertTrue(isThere("b"));
    region.loop.advanceMs(500_000);
    assertEquals(false, isThere("b"));
  }

  @Test
  void whatCameDueWhileNobodyRanGoesAfterwards() {
    put("a", number(nowSeconds() + 5));
    region.restart();
    region.loop.leapMs(3_600_000);
    region.loop.advanceMs(2_000);
    assertEquals(false, isThere("a"));
  }

  @Test
  void itemsThatWereThereBeforeItWasOnGoToo() {
    set(false);
    for (int i = 0; i < 900; i++) {
      put("i" + i, number(nowSeconds() + 5));
    }
    region.loop.advanceMs(10_000);
    assertTrue(isThere("i0"));
    set(true);
    assertEquals(
        "{'TimeToLiveDescription':{'TimeToLiveStatus':'ENABLED','AttributeName':'until'}}",
        status());
    region.loop.advanceMs(10_000);
    String left = region.call("Scan", "{'TableName':'hash','Select':'COUNT'}");
    assertEquals("{'Count':0,'ScannedCount':0}", left);
  }

  @Test
  void onceItIsOffNothingGoes() {
    put("a", number(nowSeconds() + 5));
    set(false);
    assertEquals("{'TimeToLiveDescription':{'TimeToLiveStatus':'DISABLED'}}", status());
    region.loop.advanceMs(100_000);
    assertTrue(isThere("a"));
    region.crash();
    region.loop.advanceMs(100_000);
    assertTrue(isThere("a"));
  }

  /** All records of a table's stream, shard by shard, as the API shows them. */
  private String records(String table) {
    String listed = region.call("ListStreams", "{'TableName':'" + table + "'}");
    String arn = find(listed, "'StreamArn':'([^']+)'").getFirst();
    StringBuilder records = new StringBuilder();
    String described = region.call("DescribeStream", "{'StreamArn':'" + arn + "'}");
    for (String shard : find(described, "'ShardId':'([^']+)'")) {
      String iterator =
          region.call(
              "GetShardIterator",
              "{'StreamArn':'%s','ShardId':'%s','ShardIteratorType':'TRIM_HORIZON'}"
                  .formatted(arn, shard));
      records.append(
          region.call(
              "GetRecords",
              "{'ShardIterator':'" + find(iterator, "'([^']{40,})'").getFirst() + "'}"));
    }
    return records.toString();
  }

  private static List<String> find(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(each -> each.group(1)).toList();
  }

  @Test
  void theStreamSaysThatTheServiceDeleted() {
    region.call(
        "UpdateTable",
        "{'TableName':'hash','StreamSpecification':{'StreamEnabled':true,'StreamViewType':'OLD_IMAGE'}}");
    put("a", number(nowSeconds() + 5));
    put("b", number(nowSeconds() + 500));
    region.call("DeleteItem", "{'TableName':'hash','Key':{'id':{'S':'b'}}}");
    region.loop.advanceMs(10_000);
    List<String> removals =
        Stream.of(records("hash").split("'eventID'", -1))
            .filter(each -> each.contains("'REMOVE'"))
            .toList();
    assertEquals(2, removals.size(), removals.toString());
    for (String removal : removals) {
      assertEquals(
          removal.contains("'Keys':{'id':{'S':'a'}}"),
          removal.contains(
              "'userIdentity':{'Type':'Service','PrincipalId':'dynamodb.amazonaws.com'}"),
          removal);
    }
  }

  @Test
  void aKeyMayBeTheTimeAndIndexesLoseWhatGoes() {
    region.call(
        "UpdateTimeToLive",
        "{'TableName':'range','TimeToLiveSpecification':{'Enabled':true,'AttributeName':'sk'}}");
    region.call(
        "PutItem",
        "{'TableName':'range','Item':{'id':{'S':'a'},'sk':{'N':'%d'},'l':{'S':'l'},'g':{'S':'g'}}}"
            .formatted(nowSeconds() + 5));
    String query =
        "{'TableName':'range','IndexName':'global','Select':'COUNT','KeyConditionExpression':'g ="
            + " :g','ExpressionAttributeValues':{':g':{'S':'g'}}}";
    assertEquals("{'Count':1,'ScannedCount':1}", region.call("Query", query));
    region.loop.advanceMs(7_000);
    assertEquals("{'Count':0,'ScannedCount':0}", region.call("Query", query));
    assertEquals(
        "{'Count':0,'ScannedCount':0}",
        region.call("Scan", "{'TableName':'range','Select':'COUNT'}"));
  }

  @Test
  void manyThatAreDueAtOnceGoInTurns() {
    for (int i = 0; i < 900; i++) {
      put("i" + i, number(nowSeconds() + 60));
    }
    region.loop.advanceMs(61_000 + 2_500);
    String left = region.call("Scan", "{'TableName':'hash','Select':'COUNT'}");
    assertEquals("{'Count':0,'ScannedCount':0}", left);
  }
}
